"""Batches: folders and corpora translated task by task, resumable, with a manifest for every output.

``plan_tasks`` decides what there is to do, ``run_batch`` does it on this machine; a scheduler's array takes every Nth
task (``select_shard``), a cluster takes them one by one. What a task becomes never depends on its neighbours, so that
all three write the same bytes.
"""

from translate.batch.plan import ROWS, Task, find_inputs, plan_tasks, select_shard
from translate.batch.report import Report, Result
from translate.batch.run import run_batch
from translate.batch.settings import Settings

__all__ = [
    "ROWS",
    "Report",
    "Result",
    "Settings",
    "Task",
    "find_inputs",
    "plan_tasks",
    "run_batch",
    "select_shard",
]
