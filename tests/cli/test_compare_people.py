# SPDX-License-Identifier: MIT
"""talentsim compare: who gains and who loses, against the event logs."""

import re
import shutil

import h5py
import pairs
import pytest
import results
import runs
from commands import talentsim


@pytest.fixture(scope="module", name="pair")
def base_and_variant():
    return pairs.base_and_reform()


COMING = {"application", "approval", "refusal", "quota_refusal", "arrival", "joined", "born", "moved_in"}
OUTSIDE = COMING | {"did_not_come"}  # what befalls people who were not in the city before
APPLYING = {"application", "approval", "refusal", "quota_refusal"}


def ends_of(path, replicate):
    """By person: every event but its place in the month, and where the log leaves the person."""
    frame = results.open_results(path).events()
    lives = {}
    for person, mine in frame[frame.replicate == replicate].groupby("person", sort=False):
        mine = mine.assign(name=mine.event.astype(str))
        present = mine.name.iloc[0] not in OUTSIDE
        end = "in_city" if present else "not_come"
        for name in mine.name:
            if name in APPLYING and end not in ("in_city", "settled"):
                end = "not_come"
            elif name in COMING - APPLYING and end != "settled":
                end = "in_city"
            elif name == "permanent_residence":
                end = "settled"
            elif name in ("departed", "moved_out"):
                end = "left"
            elif name == "died":
                end = "died"
        story = tuple(zip(mine.month.astype(str), mine.name, mine.scheme.astype(str), mine.detail))
        lives[int(person)] = (story, end, present)
    return lives


def affected(path):
    """By person: outcome under the base, under the variant, and which turn that is."""
    with h5py.File(path) as written:
        group = written["affected"]
        words = {name: group[name].attrs["flag_meanings"].decode().split() for name in ("base_outcome", "turn")}
        rows = zip(group["person"][:], group["base_outcome"][:], group["variant_outcome"][:], group["turn"][:])
        return {int(p): (words["base_outcome"][a], words["base_outcome"][b], words["turn"][t]) for p, a, b, t in rows}


@pytest.mark.parametrize("replicate", [0, pairs.REPLICATES - 1])
def test_winners_and_losers_are_those_of_the_logs(replicate, pair):
    base, variant = (ends_of(path, replicate) for path in pair)
    rungs = {"not_come": 0, "left": 0, "in_city": 1, "settled": 2}
    changes, others = {}, 0
    for person in sorted(base.keys() | variant.keys()):
        known = base.get(person) or variant.get(person)
        quiet = ((), "in_city" if known[2] else "not_come", known[2])
        before, after = base.get(person, quiet), variant.get(person, quiet)
        others += before[0] != after[0]
        if before[1] == after[1]:
            continue
        step = 0 if "died" in (before[1], after[1]) else rungs[after[1]] - rungs[before[1]]
        changes[person] = (before[1], after[1], "gain" if step > 0 else "loss" if step < 0 else "other")
    path = runs.scratch("affected.h5")
    said = talentsim("compare", *pair, "--replicate", replicate, "--keys", 3, "-o", path)
    assert f"  Of {len(base.keys() | variant.keys()):,} persons with events in either log, {others:,} live otherwise and " \
        f"{len(changes):,} end otherwise:\n" in said.out
    assert f"  One realisation, replicate {replicate} of 0 to {pairs.REPLICATES - 1}, not an estimate" in said.out
    assert affected(path) == changes and len(changes) > 20
    losers = [p for p, change in changes.items() if change == ("in_city", "not_come", "loss")]
    keys = ", ".join(map(str, losers[:3])) + (", ..." if len(losers) > 3 else "")
    assert f"    did not come, not in the city: {len(losers):,}; keys {keys}\n" in said.out
    for turn, word in (("gain", "gain"), ("loss", "lose"), ("other", "end otherwise")):
        assert f"\n  {sum(c[2] == turn for c in changes.values()):,} {word}\n" in said.out


def test_the_base_beside_the_variant_turns_gain_into_loss(pair):
    def counts(*files):
        said = talentsim("compare", *files, "--keys", 0).out
        return [re.search(rf"^  ([\d,]+) {word}$", said, re.MULTILINE)[1] for word in ("gain", "lose", "end otherwise")]
    gain, loss, other = counts(*pair)
    assert counts(*reversed(pair)) == [loss, gain, other] and gain != loss


# By key: what happens under the base, under the variant, and what that is.
LIVES = {
    1: (["application", "approval", "arrival"], ["application", "refusal"], ("in_city", "not_come", "loss")),
    2: (["departed"], [], ("left", "in_city", "gain")),
    3: (["arrival", "permanent_residence"], ["arrival"], ("settled", "in_city", "loss")),
    4: (["arrival", "died"], ["arrival"], ("died", "in_city", "other")),
    5: (["separated", "hired"], [], None),  # in the city under both
    6: ([], ["moved_out", "moved_in", "permanent_residence"], ("in_city", "settled", "gain")),
    7: (["arrival", "departed"], [], ("left", "not_come", "other")),
    8: (["arrival", "quota_refusal"], ["arrival"], None),
    9: (["hired", "arrival", "permanent_residence", "departed", "arrival"], ["hired", "moved_out"],
        ("in_city", "left", "loss")),
    10: (["did_not_come"], [], None),  # family abroad, whose principal stays under the variant
    11: (["did_not_come"], ["joined"], ("not_come", "in_city", "gain")),
}


def with_events(path, place):
    """A copy whose log holds the lives above instead, base's or variant's, in the order of months."""
    copy = runs.scratch("lives.h5")
    shutil.copy(path, copy)
    with h5py.File(copy, "r+") as file:
        log = file["events"]
        names = log["event"].attrs["flag_meanings"].decode().split()
        rows = sorted((month, key, names.index(what)) for key, lives in LIVES.items()
                      for month, what in enumerate(lives[place]))
        columns = {"month": [19000 + 31 * row[0] for row in rows], "person": [row[1] for row in rows],
                   "event": [row[2] for row in rows]}
        for name, column in log.items():
            column.resize((len(rows),))
            column[:] = columns.get(name, [0] * len(rows))
    return copy


def test_lives_made_up_are_told_as_they_are(pair):
    path = runs.scratch("affected.h5")
    said = talentsim("compare", *(with_events(file, place) for place, file in enumerate(pair)), "-o", path)
    assert said.code == 0, said.err
    assert "  Of 11 persons with events in either log, 11 live otherwise and 8 end otherwise:\n  3 gain\n" in said.out
    assert "    permanent resident, not in the city: 1; key 6\n" in said.out
    assert affected(path) == {key: change for key, (_, _, change) in LIVES.items() if change}


def test_without_event_logs_it_says_what_is_needed(pair):
    silent = runs.run_file(runs.BASELINE, *pairs.ARGUMENTS)
    said = talentsim("compare", silent, pair[1])
    assert said.code == 0
    assert " ".join(said.out.split("WHO GAINS, WHO LOSES\n")[1].split("\n\n")[0].split()) == (
        f"Not known: no event log in {silent}. Run the scenarios with --events.")
