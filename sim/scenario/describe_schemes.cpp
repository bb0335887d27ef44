// SPDX-License-Identifier: MIT
// Admission schemes: who may apply, how many, how long they stay, what renewal asks.
#include <fmt/core.h>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

constexpr std::size_t kMostSchemes = 100;  // a scheme's number fits a signed byte in the event log

void describe_admission(Fields& f, Scheme& s, const std::vector<std::string>& trade_names) {
  f.text("title", s.title, meaning_only("name of the scheme for readers"));
  f.month("opens", s.opens, meaning_only("first month in which applications are taken"));
  f.month("closes", s.closes,
          meaning_only("first month in which applications are no longer taken"));
  f.expect(s.opens < s.closes,
           fmt::format("dates out of order: closes ({}) is not after opens ({})", s.closes.text(),
                       s.opens.text()),
           "closes");
  int group = static_cast<int>(s.group);
  f.choice("group", group, {"talent", "one_way_permit"},
           meaning_only("kind of holder, for the published groups of residents"));
  s.group = static_cast<HolderGroup>(group);
  f.section(
      "requires", [&](Fields& r) { requirements(r, s.requires_); },
      meaning_only("what an applicant must have; all must hold"));
  describe_trade_list(f, s.trades, trade_names);
  describe_bonuses(f, s.bonuses);
  f.optional_number(
      "annual_quota", s.annual_quota,
      {.unit = "persons",
       .min = 0,
       .max = kMostPersons,
       .meaning = "most approvals in a calendar year, first come first served; none: no limit"});
  f.optional_number("daily_quota", s.daily_quota,
                    {.unit = "persons/day",
                     .min = 0,
                     .max = 1e6,
                     .meaning = "most persons a day; none: no limit"});
  describe_caps(f, s.caps);
  f.series("approval_probability", s.approval_probability,
           required(behavioural(
               share("probability that an application meeting the requirements is approved"))));
  lag(f, "decision_lag", s.decision_lag, meaning_only("time from application to decision, gamma"));
  f.number("arrival_probability", s.arrival_probability,
           behavioural(share("share of approvals that are ever used")));
  lag(f, "arrival_lag", s.arrival_lag, meaning_only("time from approval to arrival, gamma"));
  f.number("appeal", s.appeal,
           behavioural(coefficient(
               "utility of the scheme beyond speed, certainty, length of stay and family rights")));
  f.flag("open_to_holders", s.open_to_holders,
         meaning_only("may be entered by someone who holds a stay under another scheme"));
}

void describe_stay(Fields& f, Scheme& s) {
  f.number("first_stay_months", s.first_stay_months,
           months("length of the first stay; 0: no limit of stay"));
  describe_stay_cases(f, "first_stay_cases", s.first_stay_cases, true,
                      meaning_only("other lengths of the first stay; the first case that holds at "
                                   "the approval counts"));
  f.numbers(
      "extension_months", s.extension_months, 0, kAnySum,
      months(
          "lengths granted in turn at each renewal, the last one repeated; empty: not renewable"));
  describe_stay_cases(f, "extension_cases", s.extension_cases, false,
                      meaning_only("other patterns of extension; the first case that holds at the "
                                   "renewal counts"));
  f.section(
      "unconditional_extension",
      [&](Fields& u) {
        u.number("months", s.unconditional_extension_months,
                 required(months("length granted once on application without a test")));
        u.month("if_approved_before", s.unconditional_if_approved_before,
                required(meaning_only("only for stays approved before this month")));
      },
      meaning_only("an extension granted without a test to earlier holders"));
  f.number("renewal_lead_months", s.renewal_lead_months,
           months("how long before expiry an application to renew is taken"));
  f.items(
      "renewal_routes",
      [&](Fields& r, std::size_t index) {
        if (index == 0) s.renewal_routes.clear();
        requirements(r, s.renewal_routes.emplace_back());
      },
      meaning_only("what renewal asks: satisfying any one route is enough"));
  f.flag("work_expected", s.work_expected,
         meaning_only("false: holders live on their own means, and neither renewal nor departure "
                      "turns on work or pay"));
  f.flag("spouse_admitted", s.spouse_admitted, meaning_only("spouses are admitted as dependants"));
  f.flag("spouse_may_work", s.spouse_may_work, meaning_only("spouses may take any job"));
  f.number("child_age_limit_years", s.child_age_limit_years,
           years("children below this age are admitted as dependants; 0: none"));
  f.number("permanent_residence_months", s.permanent_residence_months,
           months("months of ordinary residence that earn permanent residence; 0: never"));
  f.section(
      "permanent_residence_for_arrivals",
      [&](Fields& p) {
        p.month("from", s.new_permanent_residence_from,
                required(meaning_only("first month of arrival of the principals concerned")));
        p.number("months", s.new_permanent_residence_months,
                 required(months("months of ordinary residence that they and their families need "
                                 "instead; 0: permanent on landing, wherever they live")));
      },
      meaning_only("other terms of permanent residence for those who arrive from a date on"));
  f.flag("parents_admitted", s.parents_admitted,
         meaning_only("parents of the principal are admitted as dependants"));
  f.number("parents_income_hkd_year", s.parents_income_hkd_year,
           pay("HKD/year", "least income of the principal's past year for parents to be admitted"));
}

}  // namespace

void describe_schemes(Fields& fields, std::vector<Scheme>& schemes,
                      const std::vector<std::string>& trade_names) {
  fields.entries(
      "schemes",
      [&](Fields& f, const std::string& key) {
        Scheme& scheme = schemes.emplace_back();
        scheme.name = scheme.title = key;
        scheme.opens = Month::of(1900, 1);
        scheme.closes = Month::of(2200, 1);
        describe_admission(f, scheme, trade_names);
        describe_stay(f, scheme);
      },
      meaning_only("admission schemes by name"));
  fields.expect(schemes.size() <= kMostSchemes,
                fmt::format("{} schemes; the most is {}", schemes.size(), kMostSchemes), "schemes");
}

}  // namespace talentsim::scenario
