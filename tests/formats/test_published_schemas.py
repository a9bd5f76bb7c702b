"""What is written here is valid against the DTD and the schemas that the standards' own bodies published.

Debian packages carry them: OmegaT the DTD of TMX 1.4b, Symfony's translation component the OASIS schemas of XLIFF. They
are fetched and unpacked for a test run, and never become part of this project.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from format_examples import FULL, translated
from hypothesis import given
from record_strategies import examples, records

from translate.formats import RecordFormat, export_records, load_format
from translate.model import Record
from translate.records import read_records

etree = pytest.importorskip("lxml.etree")
pytestmark = pytest.mark.slow

ALIGNED = Path(__file__).parents[2] / "corpus" / "aligned"
SYMFONY = "usr/share/php/Symfony/Component/Translation/Resources/schemas"
IMPORT = "{http://www.w3.org/2001/XMLSchema}import"


def unpack(package: str, folder: Path) -> Path:
    """Contents of a Debian package, without installing it."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        pytest.skip(f"the published schemas come from Debian's {package}: there is no apt-get here")
    command = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", package]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"Debian's {package} could not be fetched in two minutes")
    archives = list(folder.glob(f"{package}_*.deb"))
    if done.returncode or not archives:
        why = (done.stderr.strip().splitlines() or ["nothing came"])[-1]
        pytest.skip(f"Debian's {package} cannot be fetched (apt-get update first?): {why}")
    subprocess.run(["dpkg-deb", "-x", archives[0].name, package], cwd=folder, check=True)
    return folder / package


@pytest.fixture(scope="module")
def tmx(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The DTD of TMX 1.4b."""
    folder = tmp_path_factory.mktemp("dtd")
    (jar,) = unpack("omegat", folder).rglob("OmegaT.jar")
    with zipfile.ZipFile(jar) as archive:
        return etree.DTD(archive.extract("schemas/tmx14.dtd", folder))


@pytest.fixture(scope="module")
def xliff(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schemas of XLIFF 1.2 (strict) and of the core of XLIFF 2, by the name of the format."""
    folder = unpack("php-symfony-translation", tmp_path_factory.mktemp("xsd")) / SYMFONY
    schemas = {}
    for name, file in (("xliff12", "xliff-core-1.2-strict.xsd"), ("xliff", "xliff-core-2.0.xsd")):
        tree = etree.parse(folder / file)
        for element in tree.iter(IMPORT):  # xml:lang and xml:space, from the web in the published file
            element.set("schemaLocation", (folder / "xml.xsd").as_uri())
        schemas[name] = etree.XMLSchema(tree)
    return schemas


def faults(schema: Any, name: str, some: list[Record]) -> list[str]:
    """What a schema has to say against an export."""
    format = load_format(name)
    assert isinstance(format, RecordFormat)
    tree = etree.fromstring(export_records(some, format, lossy=True)[""])
    schema.validate(tree)
    return [f"{entry.line}: {entry.message}" for entry in schema.error_log]


def articles() -> list[Record]:
    return [record for path in sorted(ALIGNED.glob("*.jsonl")) for record in read_records(path)]


def test_tmx_is_valid(tmx: Any) -> None:
    assert faults(tmx, "tmx", [FULL, translated(), *articles()]) == []


@pytest.mark.parametrize("name", ["xliff12", "xliff"])
def test_xliff_is_valid(xliff: dict[str, Any], name: str) -> None:
    assert faults(xliff[name], name, [FULL, translated()]) == []
    assert faults(xliff[name], name, articles()) == []


@examples
@given(record=records())
def test_any_record_makes_valid_files(tmx: Any, xliff: dict[str, Any], record: Record) -> None:
    for name, schema in {"tmx": tmx, **xliff}.items():
        assert faults(schema, name, [record]) == []


@pytest.mark.parametrize(
    ("name", "end"), [("tmx", b"</seg>"), ("xliff12", b"</source>"), ("xliff", b"</segment>")]
)
def test_what_is_invalid_is_found_out(tmx: Any, xliff: dict[str, Any], name: str, end: bytes) -> None:
    format = load_format(name)
    assert isinstance(format, RecordFormat)
    data = export_records([translated()], format, lossy=True)[""]
    schema = tmx if name == "tmx" else xliff[name]
    assert schema.validate(etree.fromstring(data))
    assert not schema.validate(etree.fromstring(data.replace(end, end + b"<sauce/>", 1)))
