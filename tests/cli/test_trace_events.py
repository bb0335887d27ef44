# SPDX-License-Identifier: MIT
"""Traces of the city against the event log of the same run: every entry, in order, and where each life ends; what
--search finds is everybody of whom the log says so. Two scenarios part a life no earlier than their rules differ."""

import functools
import re

import numpy
import pytest
import results
import runs
from commands import talentsim

OPTIONS = ("--scale", "0.002" if runs.SMALL else "0.01", "--threads", "1")
FIRST_STAY = runs.ROOT / "scenarios" / "what_if" / "ttps_first_stay_five_years.yaml"
REFORM = "2026-01"

# Ten people, each with what --search is asked.
TEN = {
    "lapsed": "outcome=lapsed,arrival=2023",
    "left for an offer": "outcome=outside_offer,family=spouse",
    "refused an extension": "outcome=renewal_refused",
    "settled": "outcome=settled,family=children",
    "in force": "outcome=in_force,arrival=2034..2035",
    "refused": "outcome=refused,arrival=2024",
    "spouse": "who=spouse,outcome=permanent",
    "child": "who=child,outcome=sponsor_left",
    "student who moved out": "who=student,outcome=moved_out",
    "resident who died": "who=resident,outcome=died",
}
FAMILY = re.compile(r"(Principal|Spouse|Child|Dependant|Grandchild|Household member \d+)\b[^:]*: ")


@functools.lru_cache(maxsize=None)
def log():
    frame = results.open_results(runs.run_file(runs.BASELINE, *OPTIONS[:2], "--events")).events()
    return frame.assign(month=frame.month.dt.strftime("%Y-%m"))


@functools.lru_cache(maxsize=None)
def first_arrival():
    """Event log of newcomers' arrivals: who, when, under what."""
    arrivals = log()[log().event == "arrival"]
    return arrivals.set_index("person")


@functools.lru_cache(maxsize=None)
def search(terms, limit=1):
    said = talentsim("trace", runs.BASELINE, "--search", terms, "--limit", limit, *OPTIONS)
    assert said.code == 0, said.err
    return [int(line.split()[0]) for line in said.out.splitlines()], int(said.err.split()[0])


def someone(who):
    """The first of the ten that --search finds; a very small city may have nobody like that."""
    found, _ = search(TEN[who])
    if runs.SMALL and not found:
        pytest.skip("nobody in so small a city")
    return found[0]


@functools.lru_cache(maxsize=None)
def case(person, *scenarios):
    said = talentsim("trace", *(scenarios or (runs.BASELINE,)), "--person", person, *OPTIONS)
    assert (said.code, said.err) == (0, ""), said.err
    return said.out


def dated(text):
    """Mark, month, event and text of each entry; events that no log holds are left out."""
    lines = re.sub(r"\n {30,}", " ", text).splitlines()
    found = [re.match(r"([AB]?) *(\d{4}-\d{2})  (\S+) +(.*)", line) for line in lines]
    return [m.groups() for m in found if m]


def events_of(person):
    mine = log()[log().person == person]
    assert list(mine.ordinal[mine.month == mine.month.max()]) == sorted(mine.ordinal[mine.month == mine.month.max()])
    return list(zip(mine.month, mine.event.astype(str)))


@pytest.mark.parametrize("who", TEN)
def test_every_entry_is_in_the_event_log_in_its_order(who):
    person = someone(who)
    entries = [e for e in dated(case(person)) if not e[2].startswith("(")]
    own = [(month, what) for _, month, what, text in entries if not FAMILY.match(text)]
    assert own == events_of(person)
    root = person >> 14 << 14
    known = set(zip(log().month, log().event.astype(str), log().person))
    keys = [int(k) for k in re.findall(r"\b(\d{6,16})\b", case(person))]
    relatives = {key for key in keys if key >> 14 << 14 == root} | {person}
    for _, month, what, text in entries:
        if FAMILY.match(text) and not text.startswith("Household member") and "born here" not in text:
            assert any((month, what, key) in known for key in relatives), (month, what, text)


@pytest.mark.parametrize("who", TEN)
def test_the_end_agrees_with_the_last_event(who):
    person = someone(who)
    text = case(person)
    end = re.search(r"At the end of 2035-12\n((?:  .*\n)+)", text)[1]
    happened = [what for _, what in events_of(person)]
    gone = bool({"departed", "died", "moved_out"} & set(happened))
    assert gone == ("No longer in Hong Kong" in end)
    assert ("permanent_residence" in happened and not gone) == ("Permanent resident" in end)
    if "refusal" in happened and not gone:  # a student of the city who is refused moves out
        assert end == "  Refused; never came\n"
    if "in_force" in TEN[who] and "renewed" not in happened:
        granted = int(re.search(r"on\s+landing\s+may\s+stay\s+(\d+)\s+months", text)[1])
        arrived = numpy.datetime64(dict((what, month) for month, what in events_of(person))["arrival"])
        assert f"leave to {arrived + numpy.timedelta64(granted, 'M')}\n" in end


def departed(cause):
    names = dict(enumerate("stay_expired renewal_refused no_work outside_offer family_reunion other_reason sponsor_left"
                           .split()))
    number = {name: code for code, name in names.items()}[cause]
    mine = log()[(log().event == "departed") & (log().detail == number)]
    return set(mine.person)


def test_search_finds_everybody_of_whom_the_log_says_so():
    arrivals = first_arrival()
    b = set(arrivals.index[arrivals.scheme.astype(str) == "ttps_b"])
    for terms, expected in {
        "scheme=ttps_b,outcome=lapsed,arrival=2022-12..2035": departed("stay_expired") & b,
        "scheme=ttps_b,outcome=no_work|outside_offer,arrival=2022-12..2035":
            (departed("no_work") | departed("outside_offer")) & b,
        "scheme=ttps_b,arrival=2024-03..2024-05":
            set(arrivals.index[arrivals.month.isin(["2024-03", "2024-04", "2024-05"])]) & b,
        "outcome=refused": set(log().person[log().event == "refusal"]),
        "outcome=quota_refused": set(log().person[log().event == "quota_refusal"]),
        "who=helper,outcome=died,arrival=2023..2035": None,
    }.items():
        found, count = search(terms, 1_000_000)
        assert len(found) == len(set(found)) == count
        if expected is None:
            assert set(found) <= set(log().person[log().event == "died"])
        else:
            assert set(found) == {int(key) for key in expected}, terms


def test_every_renewal_of_a_sample_gives_its_reason():
    """No length is left unexplained, and the figures quoted satisfy the route quoted."""
    people, _ = search("outcome=in_force,arrival=2027", 12)
    renewals = [text for person in people for _, _, what, text in dated(case(person)) if what == "renewed"]
    assert renewals
    for text in renewals:
        granted, until = re.match(r"Leave extended by (\d+) months?, to (\S+)\. ", text).groups()
        assert int(granted) > 0 and until
        if "NOT MET" in text:
            assert "without a test" in text


def test_threads_and_a_second_call_change_nothing():
    person = someone("settled")
    again = talentsim("trace", runs.BASELINE, "--person", person, *OPTIONS[:2], "--threads", "2")
    assert again.out == case(person)


def test_a_reform_parts_lives_when_it_acts_and_not_before():
    people, _ = search("scheme=ttps_a|ttps_b|ttps_c,arrival=2026-02..2027", 6)
    earlier, _ = search("scheme=ttps_b,arrival=2024,outcome=lapsed", 4)
    for person in people + earlier:
        text = case(person, runs.BASELINE, FIRST_STAY)
        parting = re.search(r"The lives part in (\d{4}-\d{2}):\n((?:  .*\n)+)", text)
        marks = [(month, what) for mark, month, what, _ in dated(text) if mark]
        assert all(month >= REFORM for month, _ in marks)
        if not parting:  # only who else looks for the same posts may differ
            assert {what for _, what in marks} <= {"(search)"}
            assert ("The two lives are the same, the city around them is not." if marks else "The two lives are the same.") in text
            continue
        assert parting[1] >= REFORM and marks
        if person in people:  # another choice of scheme, or a longer first stay
            happened = dict((what, month) for month, what in events_of(person))
            if happened["application"] >= REFORM:
                assert parting[1] in (happened["application"], happened["approval"])
                why = " ".join(parting[2].split())
                assert re.search(r"first_stay_months: \d+ months.* in A, 60 months since 2026-01", why), why


@pytest.mark.skipif(runs.SMALL, reason="nobody in so small a city")
def test_permanence_on_arrival_is_what_parts_the_lives_of_those_who_get_it():
    """The rule that decided is named with its value, and so it stands at the foot."""
    variant = runs.ROOT / "scenarios" / "what_if" / "australia_national_innovation.yaml"
    people, _ = search("scheme=qmas,arrival=2026-09..2027,family=children", 4)
    parted = [text for text in (case(person, runs.BASELINE, variant) for person in people)
              if "Permanent residence at once" in text]
    assert parted
    for text in parted:
        assert re.search(r"^B  +20\d\d-\d\d  permanent_residence", text, re.MULTILINE)
        assert "schemes.qmas.permanent_residence_for_arrivals.months: 84 months in A, 0 months since 2026-04" in " ".join(
            text.split())
        assert "bonus" not in text  # the points test is over
        foot = text[text.index("Rules applied"):]
        assert "no such rule" not in foot and "schemes.qmas.permanent_residence_for_arrivals" in foot


@pytest.mark.parametrize("who", TEN)
def test_every_rule_quoted_exists(who):
    assert "no such rule" not in case(someone(who))


def test_a_trade_and_the_cap_of_an_employer_are_told():
    guild = runs.SCENARIOS / "oracle_guild.yaml"
    found = talentsim("trace", guild, "--search", "outcome=quota_refused", "--limit", "1", "--threads", "1").out
    text = " ".join(talentsim("trace", guild, "--person", found.split()[0], "--threads", "1").out.split())
    assert re.search(r"trade or field \w+ \(asked: one of 3 listed\)", text)
    assert re.search(r"turned away: the cap of \d+ persons (in each trade |of each employer )?in \d+ months was full", text)
    assert "no such rule" not in text


def test_a_file_ends_with_the_household_that_the_person_left():
    """Nothing is told of those who stay behind."""
    text = case(someone("student who moved out"))
    last = [month for _, month, what, words in dated(text) if what == "moved_out" and not FAMILY.match(words)][-1]
    assert max(month for _, month, _, _ in dated(text)) == last
