"""A service over a library, as a process of its own, and what is said to it over a socket."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from service_process import Service

Start = Callable[..., Service]


@pytest.fixture(scope="session")
def served(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that tests share, over a library that they do not change."""
    folder = tmp_path_factory.mktemp("served")
    service = Service(shutil.copytree(data_dir, folder / "data"), folder / "log")
    service.up()
    yield service
    service.signal(signal.SIGINT)
    assert service.ends() == 130
    assert service.said.splitlines()[-1].endswith("Stopped")
    assert "Traceback" not in service.said
    assert not (service.data / "service.json").exists()


@pytest.fixture
def start(data_dir: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts services over a library that may be changed; those of a test share it. What a test says of how the program
    starts and ends, it says of one that is `fresh`."""
    running: list[Service] = []
    data = shutil.copytree(data_dir, tmp_path / "data")

    def start(*arguments: str, fresh: bool = False, **settings: str) -> Service:
        service = Service(data, tmp_path / f"log-{len(running)}", *arguments, fresh=fresh, **settings)
        running.append(service)
        return service

    yield start
    for service in running:
        service.signal(signal.SIGKILL)
        service.ends()
        assert "Traceback" not in service.said
