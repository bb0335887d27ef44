# SPDX-License-Identifier: MIT
"""`talentsim check SCENARIO --timeline`: each dated change with its month, old and new values, and source."""

import re

import runs
import yaml
from commands import TOWN, talentsim

PAGE = """\
Small town: dated changes of the rules, 2022-12 to 2030-12
A change acts from the month that it stands under; the day, where it matters, is in the words.
What is marked [on record] changed in the city; no rule of the model reads it.

2022-12
  Opens to applications: Graduate pass (graduate)
    Source: invented

2024-11
  longer first stay
    - Graduate pass, first_stay_months: from 24 months to 36 months
    Source: gazette of the town

2026-03
  the quota is raised
    - Graduate pass, annual_quota: from 1000 persons to 2000 persons
    Source: none given

3 dates, 3 entries.
"""


def page(scenario):
    said = talentsim("check", scenario, "--timeline")
    assert said.code == 0, said.err
    assert said.err == ""
    return said.out


def test_the_page_is_exact():
    assert page(TOWN) == PAGE


def test_defaults_lists_ranges_and_records_are_told(folder):
    (folder / "x.yaml").write_text(
        "extends: small_town.yaml\n"
        "policy:\n"
        "  - from: 2025-05\n"
        "    note: a package\n"
        "    source: [gazette, page 2]\n"
        "    set:\n"
        "      schemes.graduate.renewal_lead_months: 3\n"
        "      schemes.graduate.requires: {age_years: {min: 18, max: 40}, job_offer: 1}\n"
        "      schemes.graduate.extension_months: [12]\n"
        "      schemes.graduate.annual_quota: none\n"
        "    record:\n"
        "      - {what: universities on the list, from: 176, to: 184}\n"
        "      - {what: fee, to: \"HKD 600\"}\n"
    )
    said = page(folder / "x.yaml")
    start, end = said.index("2025-05"), said.index("3 dates")  # the quota of 2026-03 no longer acts
    assert said[start:end] == (
        "2025-05\n"
        "  a package\n"
        "    - Graduate pass, requires: from listed_degree 1, experience_years at least 0, at most 3 to\n"
        "      age_years at least 18, at most 40, job_offer 1\n"
        "    - Graduate pass, annual_quota: from 1000 persons to none\n"
        "    - Graduate pass, extension_months: from 36, 36 months to 12 months\n"
        "    - Graduate pass, renewal_lead_months: from 1 month to 3 months\n"
        "    - universities on the list: from 176 to 184 [on record]\n"
        "    - fee: to HKD 600 [on record]\n"
        "    Source: gazette; page 2\n\n"
    )


def test_a_record_alone_changes_no_result(folder, tmp_path):
    (folder / "x.yaml").write_text(
        "extends: small_town.yaml\npolicy:\n  - {from: 2023-01, record: [{what: a list, from: 1, to: 2}]}\n")
    options = ["--scale", "0.02", "--until", "2023-06", "--quiet"]
    assert talentsim("run", TOWN, *options, "-o", tmp_path / "a.h5") == (0, "", "")
    assert talentsim("run", folder / "x.yaml", *options, "-o", tmp_path / "b.h5") == (0, "", "")
    assert runs.compare_results(tmp_path / "a.h5", tmp_path / "b.h5", "--other-scenario") == ""
    said = talentsim("check", folder / "x.yaml")
    assert yaml.safe_load(said.out)["policy"][0]["record"] == [{"what": "a list", "from": 1, "to": 2}]


def test_every_change_of_the_city_stands_on_the_page_with_a_source():
    said = page("scenarios/baseline.yaml")
    assert "none given" not in said
    policy = yaml.safe_load((runs.ROOT / "scenarios" / "hong_kong" / "timeline.yaml").read_text())["policy"]
    flat = re.sub(r"\s+", " ", said)
    for item in policy:
        assert f"\n{item['from']}\n" in said
        assert re.sub(r"\s+", " ", item["note"]).strip() in flat
        for record in item.get("record", []):
            assert f"{record['what']}: " in flat
    changes = sum(len(item.get("set", {})) + len(item.get("record", [])) for item in policy)
    assert len(re.findall(r"^    - ", said, re.MULTILINE)) == changes
    assert [date for date in re.findall(r"^\d{4}-\d\d$", said, re.MULTILINE)] == sorted(
        set(re.findall(r"^\d{4}-\d\d$", said, re.MULTILINE)))
