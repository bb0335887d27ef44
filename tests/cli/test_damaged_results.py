# SPDX-License-Identifier: MIT
"""A results file of which any byte was changed is refused, never read wrongly; one that other programs wrote is read."""

import random
import shutil
import subprocess

import h5py
import pytest

import results
import runs
from commands import talentsim
from sweeps import GRID, plan

SEED = 20261123
RUN = ("--scale", "0.05", "--until", "2023-06", "--replicates", "2", "--events")
SEAL_WORDS = b"\ntalentsim SHA-256 "
SEAL = len(SEAL_WORDS) + 64 + 1
CHANGED = "it is damaged: its SHA-256 is not the one it ends with"
CUT = "it is cut short or damaged"


@pytest.fixture(scope="module", name="pair")
def base_and_variant():
    town = runs.SCENARIOS / "small_town.yaml"
    return tuple(runs.run_file(town, *RUN, f"--set=labour.vacancy_factor={factor}") for factor in (1, 0.5))


@pytest.fixture(scope="module", name="sweep")
def slices_of_a_plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep") / "scenarios"
    folder.mkdir()
    shutil.copy(runs.SCENARIOS / "small_town.yaml", folder)
    file = plan(folder, GRID + "points_per_slice: 12\n")
    for index in (0, 1):
        assert talentsim("run-slice", file, index, "--quiet").code == 0
    return file


def refusal(file, why):
    return f"cannot read '{file}' ({why}) run the scenario again"


def why_of(at, size):
    """Where the words of the seal are gone, what is left is too long for an HDF5 file."""
    return CUT if size - SEAL <= at < size - SEAL + len(SEAL_WORDS) else CHANGED


def places(size):
    """Random ones, and some at the beginning, at the end of the HDF5 file and in the seal, where most depends on them."""
    numbers = random.Random(SEED)
    special = [0, 8, 40, 47, size - SEAL - 1, size - SEAL, size - SEAL + 18, size - SEAL + 19, size - 2, size - 1]
    return special + [numbers.randrange(size) for _ in range(1000 if runs.ALL else 40)]


def test_a_byte_changed_anywhere_is_refused(pair, tmp_path):
    file, base, variant = tmp_path / "x.h5", *pair
    sound = base.read_bytes()
    readers = [("table", file), ("compare", file, variant), ("compare", variant, file), ("table", file, "--csv", "-")]
    numbers = random.Random(SEED)
    for count, at in enumerate(places(len(sound))):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ numbers.randrange(1, 256)]) + sound[at + 1 :])
        words = readers[count % len(readers)]
        said = talentsim(*words)
        assert said == (1, "", f"talentsim: error: {refusal(file, why_of(at, len(sound)))}\n"), (at, words)
    file.write_bytes(sound)
    assert talentsim("table", file).code == 0


def test_blocks_of_zeros_and_cut_files_are_refused(pair, tmp_path):
    file, sound = tmp_path / "x.h5", pair[0].read_bytes()
    numbers = random.Random(SEED)
    for _ in range(100 if runs.ALL else 10):
        at, length = numbers.randrange(len(sound)), numbers.choice((16, 512, 4096))
        damaged = sound[:at] + bytes(min(length, len(sound) - at)) + sound[at + length :]
        if damaged != sound:
            file.write_bytes(damaged)
            said = talentsim("table", file)
            assert (said.code, said.out) == (1, "") and said.err.count("\n") == 1
            assert refusal(file, CHANGED) in said.err or refusal(file, CUT) in said.err, at
    for size in [*numbers.sample(range(48, len(sound) - SEAL), 5), len(sound) - SEAL - 1, len(sound) - SEAL + 1, len(sound) - 1]:
        file.write_bytes(sound[:size])
        assert talentsim("table", file) == (1, "", f"talentsim: error: {refusal(file, CUT)}\n"), size
    file.write_bytes(sound + b"x")
    assert talentsim("table", file) == (1, "", f"talentsim: error: {refusal(file, CUT)}\n")


def test_without_its_seal_a_whole_file_is_read(pair, tmp_path):
    """As other programs leave it, and as earlier versions wrote it."""
    file, sound = tmp_path / "x.h5", pair[0]
    expected = talentsim("table", sound, "--csv", "-").out
    file.write_bytes(sound.read_bytes()[:-SEAL])
    assert talentsim("table", file, "--csv", "-") == (0, expected, "")
    with h5py.File(shutil.copy(sound, file), "r+") as results_file:
        results_file.attrs["note"] = "looked at"
    assert SEAL_WORDS not in file.read_bytes()[-SEAL:]
    assert talentsim("table", file, "--csv", "-") == (0, expected, "")
    if shutil.which("h5repack"):
        file.unlink()
        subprocess.run(["h5repack", sound, file], check=True)
        assert talentsim("table", file, "--csv", "-") == (0, expected, "")
        assert talentsim("compare", sound, file).code == 0


def test_the_sum_can_be_made_by_hand(pair):
    line = subprocess.run(["tail", "-n", "1", pair[0]], capture_output=True, text=True, check=True).stdout
    by_hand = subprocess.run(f"head -c -{SEAL} '{pair[0]}' | sha256sum", shell=True, capture_output=True, text=True, check=True)
    assert line == f"talentsim SHA-256 {by_hand.stdout.split()[0]}\n"


def test_files_of_differences_have_one(pair, tmp_path):
    assert talentsim("compare", *pair, "-o", tmp_path / "x.h5").code == 0
    assert (tmp_path / "x.h5").read_bytes()[-SEAL:].startswith(SEAL_WORDS)


def test_the_reader_for_python_refuses_too(pair, tmp_path):
    file, sound = tmp_path / "x.h5", pair[0].read_bytes()
    for at in places(len(sound))[4:20]:
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        if why_of(at, len(sound)) == CHANGED:
            with pytest.raises(ValueError) as refused:
                results.open_results(file)
            assert str(refused.value) == refusal(file, CHANGED)
    file.write_bytes(sound[:-SEAL])
    assert results.open_results(file).replicates == 2


def test_a_damaged_slice_is_told_and_run_again(sweep, tmp_path):
    numbers = random.Random(SEED)
    file = sweep.with_suffix(".slices") / "slice-00001.h5"
    sound = file.read_bytes()
    for _ in range(200 if runs.ALL else 10):
        at = numbers.randrange(len(sound))
        file.write_bytes(sound[:at] + bytes([sound[at] ^ numbers.randrange(1, 256)]) + sound[at + 1 :])
        told = f"slice 1 cannot be used: {refusal(file, why_of(at, len(sound)))}\n"
        assert talentsim("status", sweep) == (0, "--array=1\n", told + "2 slices: 1 complete, 0 missing, 1 failed\n")
        said = talentsim("merge", sweep, "-o", tmp_path / "x.h5")
        assert (said.code, said.out) == (2, "") and refusal(file, why_of(at, len(sound))) in said.err
        assert not list(tmp_path.iterdir())
    file.write_bytes(sound)
    assert talentsim("merge", sweep, "-o", tmp_path / "x.h5").code == 0
    merged = (tmp_path / "x.h5").read_bytes()
    (tmp_path / "x.h5").write_bytes(merged[:-200] + b"?" + merged[-199:])
    said = talentsim("table", tmp_path / "x.h5", "--point", "3")
    assert said == (1, "", f"talentsim: error: {refusal(tmp_path / 'x.h5', CHANGED)}\n")
