# SPDX-License-Identifier: MIT
"""A run that is stopped, killed or out of disk goes on from its checkpoints to the results it would have had, or says why
it cannot."""

import hashlib
import pathlib
import random
import resource
import shutil
import signal
import struct
import subprocess
import time

import pytest

import runs
from commands import TOWN, start, talentsim

LENGTH = ("--until", "2025-12", "--replicates", "3", "--events")
STOPPED = 75
SEED = 20260401
MAGIC = b"talentsim checkpoint, format 1\n"


def run_words(folder, output, *more):
    return ("run", TOWN, *LENGTH, "--threads", "1", "--checkpoint", folder, "--checkpoint-every", "4", "-o", output, "--quiet", *more)


@pytest.fixture(scope="module", name="plain")
def the_results_of_a_run_without_checkpoints():
    return runs.run_file(TOWN, *LENGTH)


ATTEMPTS = 20  # at stopping a run that may end before the signal comes


def wait_for_checkpoints(process, folder, count):
    """Until there are so many, or the run has ended."""
    end = time.monotonic() + 60
    while len(list(folder.glob("*.city"))) + 3 * len(list(folder.glob("*.lived"))) < count and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.0005)


def stopped(folder, output, number=signal.SIGKILL, checkpoints=2, *more):
    """A run that was sent a signal after some checkpoints."""
    for _ in range(ATTEMPTS):
        process = start(*run_words(folder, output, *more))
        wait_for_checkpoints(process, folder, checkpoints)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        if process.returncode != 0:
            return process.returncode, out, err
        output.unlink()
    pytest.fail(f"{ATTEMPTS} runs ended before the signal came")


def check_resumes(folder, output, plain, *more):
    said = talentsim("resume", folder, "--quiet", *more)
    assert said == (0, "", "")
    assert runs.compare_results(plain, output) == ""
    assert not folder.exists()


def test_checkpoints_change_nothing_and_are_gone_at_the_end(plain, tmp_path):
    assert talentsim(*run_words(tmp_path / "c", tmp_path / "x.h5")) == (0, "", "")
    assert runs.compare_results(plain, tmp_path / "x.h5") == ""
    assert [file.name for file in tmp_path.iterdir()] == ["x.h5"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGUSR1", "SIGHUP"])
@pytest.mark.parametrize("checkpoints", [1, 5])
def test_a_signal_saves_and_gives_75(name, checkpoints, plain, tmp_path):
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    number = getattr(signal, name)
    code, out, err = stopped(folder, output, number, checkpoints)
    assert (code, out) == (STOPPED, "")
    assert err == f"talentsim: stopped by signal {int(number)}; go on with: talentsim resume {folder}\n"
    assert not output.exists() and not list(tmp_path.glob("*.partial*"))
    check_resumes(folder, output, plain)


def test_replicates_side_by_side_each_save(plain, tmp_path):
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    words = [word if word != "1" else "3" for word in run_words(folder, output)]
    for _ in range(ATTEMPTS):
        process = start(*words)
        wait_for_checkpoints(process, folder, 3)
        process.terminate()
        if process.wait(timeout=60) != 0:
            break
        output.unlink()
    assert process.returncode == STOPPED
    assert len({file.name[:5] for file in folder.glob("*.city")} | {file.name[10:15] for file in folder.glob("*.lived")}) >= 2
    check_resumes(folder, output, plain, "--threads", "2")


def test_the_last_two_are_kept_and_a_run_resumes_more_than_once(plain, tmp_path):
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    stopped(folder, output, signal.SIGTERM, 2)
    for _ in range(3):
        cities, lived = len(list(folder.glob("*.city"))), len(list(folder.glob("*.lived")))
        assert cities <= 2 and cities + lived >= 1  # between two replicates no city lives
        process = start("resume", folder, "--threads", "1", "--quiet")
        time.sleep(0.15)
        process.send_signal(signal.SIGUSR1)
        code = process.wait(timeout=60)
        if code == 0:
            break
        assert code in (STOPPED, 128 + signal.SIGUSR1)
    if folder.exists():
        check_resumes(folder, output, plain)
    else:
        assert runs.compare_results(plain, output) == ""


def test_kill_at_any_moment(plain, tmp_path):
    """kill -9 at random moments, some before the first checkpoint, some while one is being written."""
    moments = random.Random(SEED)
    began = time.monotonic()
    assert talentsim(*run_words(tmp_path / "all", tmp_path / "all.h5")).code == 0
    duration = time.monotonic() - began
    for number in range(50 if runs.ALL else 6):
        folder, output = tmp_path / f"c{number}", tmp_path / f"{number}.h5"
        process = start(*run_words(folder, output))
        time.sleep(moments.uniform(0, duration))
        process.kill()
        process.communicate(timeout=60)
        if output.exists():
            assert runs.compare_results(plain, output) == ""
            continue
        months = [file.name for file in folder.glob("*.city")] if folder.exists() else []
        said = talentsim("resume", folder, "--quiet", "--threads", "1")
        if said.code == 0:
            assert runs.compare_results(plain, output) == ""
        else:
            assert said.code == 2 and "holds no run to go on with" in said.err, said
            assert not months  # nothing was lost


def test_a_killed_run_loses_at_most_the_months_since_its_last_checkpoint(plain, tmp_path):
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    stopped(folder, output, signal.SIGKILL, 2)
    newest = max(file.name for file in folder.glob("*.city"))
    process = start("resume", folder, "--threads", "1")
    first = process.stderr.readline()
    process.communicate(timeout=60)
    lived = int(first.split()[1])
    saved = (int(newest[6:10]) - 2022) * 12 + int(newest[11:13]) - 12 + 1 + int(newest[:5]) * 37
    assert lived >= saved
    assert runs.compare_results(plain, output) == ""


def reseal(file, change):
    """Changes the content of a checkpoint and signs it again, as no accident can."""
    content = change(file.read_bytes()[:-32])
    file.write_bytes(content + hashlib.sha256(content).digest())


def with_field(content, index, text):
    """The identity's field of that number replaced."""
    at = len(MAGIC)
    for _ in range(index):
        at += 8 + struct.unpack_from("<Q", content, at)[0]
    end = at + 8 + struct.unpack_from("<Q", content, at)[0]
    return content[:at] + struct.pack("<Q", len(text)) + text + content[end:]


@pytest.fixture(scope="module", name="halfway")
def a_run_stopped_halfway(tmp_path_factory):
    folder = tmp_path_factory.mktemp("halfway")
    assert stopped(folder / "c", folder / "x.h5", signal.SIGTERM, 2)[0] == STOPPED
    return folder / "c"


def copy_of(halfway, tmp_path):
    shutil.copytree(halfway, tmp_path / "c")
    return tmp_path / "c", max((tmp_path / "c").glob("*.city"))


@pytest.mark.parametrize(("index", "text", "words"), [
    (0, b"9.9.9", "written by version '9.9.9', not '"), (1, b"abcdef", "written by commit 'abcdef', not '"),
    (2, b"clang", "written by a build of 'clang', not '"), (3, b"musl", "written with 'musl', not '"),
    (4, b"sse2", "written for instruction set 'sse2', not '"), (5, b"123", "of the scenario with SHA-256 '123', not '"),
    (6, b"city of replicate 7", "holds 'city of replicate 7', not 'city of replicate "),
])  # fmt: skip
def test_a_foreign_checkpoint_is_refused_with_the_reason(index, text, words, halfway, tmp_path):
    folder, city = copy_of(halfway, tmp_path)
    reseal(city, lambda content: with_field(content, index, text))
    said = talentsim("resume", folder, "--quiet")
    assert (said.code, said.out) == (2, "")
    assert f"cannot go on from '{city}'" in said.err and words in said.err


def test_corrupted_bytes_are_refused(halfway, tmp_path):
    numbers = random.Random(SEED)
    folder, city = copy_of(halfway, tmp_path)
    files = [city, folder / "run", max(folder.glob("*.events"))]
    for _ in range(200 if runs.ALL else 50):  # a thousand in the unit test of sealed files
        file = numbers.choice(files)
        sound = file.read_bytes()
        at = numbers.randrange(len(sound))
        file.write_bytes(sound[:at] + bytes([sound[at] ^ numbers.randrange(1, 256)]) + sound[at + 1 :])
        said = talentsim("resume", folder, "--quiet")
        assert said.code == 2 and f"cannot go on from '{file}'" in said.err, (file, at, said)
        file.write_bytes(sound)


def test_cut_short_is_refused(halfway, tmp_path):
    numbers = random.Random(SEED)
    folder, city = copy_of(halfway, tmp_path)
    for file in (city, folder / "run", max(folder.glob("*.events"))):
        sound = file.read_bytes()
        for size in (0, 1, len(MAGIC), len(sound) - 33, len(sound) - 1, numbers.randrange(len(sound))):
            file.write_bytes(sound[:size])
            said = talentsim("resume", folder, "--quiet")
            assert said.code == 2 and f"cannot go on from '{file}'" in said.err, (file, size, said)
        file.write_bytes(sound)


def test_without_the_newest_it_goes_on_from_the_one_before(halfway, tmp_path):
    folder, output = tmp_path / "c", halfway.parent / "x.h5"
    shutil.copytree(halfway, folder)
    max(folder.glob("*.city")).unlink()
    assert talentsim("resume", folder, "--quiet") == (0, "", "")
    assert runs.compare_results(runs.run_file(TOWN, *LENGTH), output) == ""
    output.unlink()


def test_disk_full(plain, tmp_path):
    """A limit on file size stands for a full disk: the run fails with the reason and goes on once there is room."""
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    stopped(folder, output, signal.SIGTERM, 1)
    size = max(file.stat().st_size for file in folder.glob("*.city"))

    def full(limit):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    for limit in (64, 4096, size // 2, size):
        said = talentsim("resume", folder, "--quiet", "--threads", "1", preexec_fn=full(limit))
        assert said.code == 1 and "File too large" in said.err
        assert not list(folder.glob("*.partial")) and not output.exists()
    check_resumes(folder, output, plain)
    said = talentsim(*run_words(tmp_path / "d", output, "--force"), preexec_fn=full(64))
    assert said.code == 1


def test_one_process_at_a_time(tmp_path):
    folder = tmp_path / "c"
    for _ in range(ATTEMPTS):
        process = start(*run_words(folder, tmp_path / "x.h5", "--force"))
        wait_for_checkpoints(process, folder, 1)
        process.send_signal(signal.SIGSTOP)  # it holds the folder for as long as we ask
        if process.poll() is None:
            break
    said = talentsim("resume", folder)
    process.kill()
    process.communicate(timeout=60)
    assert said.code == 2 and "is in use" in said.err


def test_a_folder_with_a_run_is_not_overwritten_unasked(halfway, plain, tmp_path):
    folder, _ = copy_of(halfway, tmp_path)
    said = talentsim(*run_words(folder, tmp_path / "x.h5"))
    assert said.code == 2 and f"go on with it: talentsim resume {folder}; or use --force" in said.err
    assert talentsim(*run_words(folder, tmp_path / "x.h5", "--force")).code == 0
    assert runs.compare_results(plain, tmp_path / "x.h5") == ""


@pytest.mark.parametrize(("words", "said"), [
    (("resume", "nowhere"), "'nowhere' holds no run to go on with"), (("resume", ""), "DIR is empty"),
    (("run", TOWN, "--checkpoint-every", "3"), "--checkpoint-every goes with --checkpoint"),
    (("run", TOWN, "--checkpoint", "docs"), "'docs' holds other files"),
    (("run", TOWN, "--checkpoint", "x", "--checkpoint-every", "0"), "--checkpoint-every '0' is not a whole number"),
])  # fmt: skip
def test_what_cannot_be_meant_is_told(words, said):
    done = talentsim(*words)
    assert done.code == 2 and said in done.err
    assert not pathlib.Path(runs.ROOT / "x").exists()


def test_an_existing_results_file_leaves_no_checkpoints(tmp_path):
    (tmp_path / "x.h5").write_text("old")
    assert talentsim(*run_words(tmp_path / "c", tmp_path / "x.h5")).code == 2
    assert not (tmp_path / "c").exists()


def test_draws_targets_and_burn_in_go_on_as_they_were(tmp_path):
    folder, output = tmp_path / "c", tmp_path / "x.h5"
    more = ("--draw-priors", "--until-ci", "arrivals@2023=0.001", "--batch", "2", "--set=period.burn_in_months=5")
    whole = runs.run_file(TOWN, *LENGTH, *more)
    assert stopped(folder, output, signal.SIGKILL, 3, *more)[0] == -signal.SIGKILL
    check_resumes(folder, output, whole)
