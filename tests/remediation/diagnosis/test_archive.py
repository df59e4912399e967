import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediation.diagnosis import archive
from remediation.diagnosis.archive import Archive
from remediation.errors import Permanent


def zipped(**files: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file


def read(file: io.BytesIO) -> dict[str, bytes]:
    opened = Archive(file)
    return {job.name: b"".join(opened.read(job)) for job in opened.jobs}


def test_the_whole_log_of_a_job_is_preferred_to_those_of_its_steps() -> None:
    file = zipped(**{"1_test.txt": b"c\n", "0_build.txt": b"a\nb\n", "build/1_Set up job.txt": b"a\n"})

    assert read(file) == {"build": b"a\nb\n", "test": b"c\n"}


def test_steps_are_read_in_their_order() -> None:
    file = zipped(**{"build/10_Last.txt": b"c", "build/2_Second.txt": b"b", "build/1_Set up job.txt": b"a\n"})

    assert read(file) == {"build": b"a\nb\nc\n"}


def test_a_bomb_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)

    assert len(read(zipped(**{"0_a.txt": bytes(5_000_000)}))["a"]) <= 1001


@given(st.binary(max_size=200))
def test_what_is_no_archive_is_told(content: bytes) -> None:
    with pytest.raises(Permanent, match="cannot be read"):
        Archive(io.BytesIO(archive.MAGIC + content))


def test_a_broken_file_in_an_archive_is_told() -> None:
    file = zipped(**{"0_a.txt": b"hello" * 1000})
    content = bytearray(file.getvalue())
    content[45:50] = b"xxxxx"

    with pytest.raises(Permanent, match=r"0_a\.txt in the archive cannot be read"):
        read(io.BytesIO(bytes(content)))
