# SPDX-License-Identifier: MIT
"""People who come to join relatives: what they and their families speak, which channels they use, and what they leave alone.

Nothing is open in the town, so that whoever looks goes on looking; each person who looks is one who uses the board.
"""

import functools

import pytest

import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_relatives.yaml"
MARKET = "labour__vacancy_market__"
FAIR = MARKET + "channels__fair__used_share__"
JOINED = {"abroad": "pools__abroad__joins_relatives", "kin": "pools__kin__joins_relatives"}
SPEAK, USE, SILENT = 0.7, 0.6, 0.5  # of those who join relatives; factor without Cantonese
OWN = {MARKET + "cantonese_share__relatives": SPEAK, FAIR + "relatives": USE}
RAISED = "2024-06"  # children who came at 17 are 18


@functools.lru_cache(maxsize=None)
def town(**settings):
    return runs.run(TOWN, "--until", RAISED, "--seed", 81, *runs.values(**settings)).labour.isel(replicate=0)


def users(labour, group, channel="fair"):
    """Of the last month."""
    return int(labour.channel_users.isel(month=-1).sel(resident_group=group, channel=channel))


def test_principals_and_families_have_the_origin_of_the_pool():
    labour = town(**{JOINED["abroad"]: "true"}, **OWN)
    looking = labour.talent_searching.sum("sector").isel(month=-1)
    FAMILY.share("principals who speak Cantonese", int(looking.sel(cantonese="speaks")), int(looking.sum()), SPEAK)
    expected = USE * (SPEAK + (1 - SPEAK) * SILENT)
    for group in ("talent", "talent_spouse", "talent_child"):
        looking = users(labour, group, "board")
        assert looking > (2500 if group != "talent_child" else 2000)
        FAMILY.share(f"{group} on the fair", users(labour, group), looking, expected)
    FAMILY.share("others from the Mainland", users(labour, "one_way_permit"), users(labour, "one_way_permit", "board"), 0.2 * SILENT)


def test_nobody_speaks_what_those_with_relatives_do_unless_the_pool_joins_relatives():
    looking = town(**OWN).talent_searching
    assert looking.sel(cantonese="speaks").sum() == 0 < looking.sum()


def test_a_pool_that_joins_relatives_moves_nobody_else():
    """Which channels others use, month by month, and what they speak; of its own people some use the fair who did not."""
    before, after = town(**OWN), town(**{JOINED["kin"]: "true"}, **OWN)
    own = "one_way_permit"
    differs = (before.channel_users != after.channel_users).any(["month", "channel"])
    assert [str(group) for group in differs.resident_group.values[differs.values]] == [own]
    assert (before.talent_searching == after.talent_searching).all()
    fair = [labour.channel_users.sel(resident_group=own, channel="fair") for labour in (before, after)]
    assert (fair[0] <= fair[1]).all()
    FAMILY.share("those who join relatives", users(after, own), users(after, own, "board"), USE * (SPEAK + (1 - SPEAK) * SILENT))


@pytest.mark.parametrize("credit", ["{local: 1, mainland_background: 1, international: 1}", "{local: 0.2, mainland_background: 2, international: 0}"])
def test_where_all_shares_are_those_of_the_mainland_no_bit_changes(credit):
    """Posts are open, and years worked in the Mainland count as such whoever worked them."""
    market = {"labour__vacancies": 300, MARKET + "outside_experience_credit_by_employer__mainland": credit,
              "sectors__work__employer_shares": "{local: 0.5, mainland_background: 0.3, international: 0.2}"}
    arguments = (TOWN, "--until", RAISED, "--events", "--seed", 82, *runs.values(**market))
    plain, joined = (runs.run_file(*arguments, *runs.values(**more)) for more in ({}, {JOINED["kin"]: "true", JOINED["abroad"]: "true"}))
    assert runs.results.open_results(plain).labour.hires.sum() > 1000
    assert runs.compare_results(plain, joined, "--other-scenario") == ""


def test_family():
    FAMILY.holm()
