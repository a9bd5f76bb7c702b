"""Record files: one JSON object per line, read and written here alone (README, "The record").

writing    records to lines and files
reading    lines and files to records, or to every fault in them
rows       lines decoded and judged in one go        faults   what is wrong with a line where it is not sound
fields     the keys of a record's objects
"""

from translate.records.reading import parse_record, read_lines, read_records, scan_records
from translate.records.writing import finding_row, record_id, schema, serialize_record, write_records

__all__ = [
    "finding_row",
    "parse_record",
    "read_lines",
    "read_records",
    "record_id",
    "scan_records",
    "schema",
    "serialize_record",
    "write_records",
]
