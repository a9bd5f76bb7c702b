"""Ray itself: starting it on this machine or joining a cluster, and leaving nothing behind."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from translate.batch.settings import Settings
from translate.errors import ConfigError, MissingExtra

OBJECT_STORE = 200 << 20
"""Bytes of Ray's object store on one machine: only names of tasks pass through it."""


@contextmanager
def ray_session(address: str | None, settings: Settings, actors: int | None) -> Iterator[Any]:
    """Ray, connected to a cluster or started on this machine, and shut down afterwards.

    Args:
        address: of a cluster; None or ``local`` starts Ray here.
        settings: say how many threads an actor takes.
        actors: how many there will be; None for as many as there are cores.

    Raises:
        MissingExtra: Ray is not installed.
        ConfigError: no cluster answers, or Ray cannot be started.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is reported to anybody
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MissingExtra("ray", "cluster") from error
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    address = None if address == "local" else address
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        threads = settings.threads or 1
        count = actors or max(1, (os.cpu_count() or 1) // threads)
        # "local": a cluster that happens to run on this machine is not to be joined unasked. Two cores more than
        # the actors take are declared for Ray Data's own small tasks.
        options |= {"address": "local", "num_cpus": count * threads + 2, "include_dashboard": False}
        options["object_store_memory"] = OBJECT_STORE
    else:
        options["address"] = address
        _knock(address)
    is_ours = not ray.is_initialized()
    try:
        if is_ours:
            with _own_signals():
                ray.init(**options)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        where = "Ray cannot be started here" if address is None else f"--ray {address}: no cluster answers"
        raise ConfigError(f"{where}: {str(error).strip().splitlines()[0]}") from error
    try:
        yield ray
    finally:
        if is_ours:
            ray.shutdown()


def _knock(address: str) -> None:
    """See that somebody listens at ``host:port``; Ray itself tries for minutes, and then ends the process.

    Raises:
        ConfigError: nobody does.
    """
    host, _, port = address.rpartition(":")
    if not port.isdecimal() or "/" in host:
        return  # ``auto``, or an address of a kind that only Ray understands
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
    except (OSError, OverflowError) as error:
        raise ConfigError(f"--ray {address}: no cluster answers: {str(error).lower()}") from error


@contextmanager
def _own_signals() -> Iterator[None]:
    """Keep the handler of SIGTERM, which Ray replaces by one that ends the process."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)
