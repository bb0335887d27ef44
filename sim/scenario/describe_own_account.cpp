// SPDX-License-Identifier: MIT
// What newcomers do on their own account, and pay that is booked outside the city.
#include <fmt/core.h>

#include "random/draws.h"
#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

void describe_kind(Fields& f, OwnAccountKind& kind, const std::vector<std::string>& sector_names) {
  f.text("title", kind.title, meaning_only("name of the kind for readers"));
  f.number("weight", kind.weight,
           behavioural(factor("multiplies self_employment_month into the hazard of this kind, far "
                              "from the end of the stay and for dependants")));
  f.number("weight_at_expiry", kind.weight_at_expiry,
           behavioural(factor("the same in the last month of a principal's stay; between the two, "
                              "a straight line over own_account_expiry_months")));
  f.choice("sector", kind.sector, sector_names,
           meaning_only("sector it counts in; none: where the founder looks for work"));
  f.number("pay_factor", kind.pay_factor,
           behavioural(factor("pay relative to newcomers' pay in the cell")));
  f.flag("counts_as_work", kind.counts_as_work,
         meaning_only("whether it is evidence of work at renewal"));
  f.number("detection", kind.detection,
           behavioural(share("probability at each examination at renewal that it is found not to "
                             "be genuine and counts for nothing")));
}

void describe_booked_elsewhere(Fields& f, BookedElsewhere& elsewhere) {
  f.number("share", elsewhere.share,
           behavioural(share("newcomers whose pay, where it is high, is booked outside the city")));
  f.number("from_hkd_month", elsewhere.from_hkd_month,
           behavioural(pay("HKD/month", "least pay that is high")));
  f.number("shown_share", elsewhere.shown_share,
           behavioural(share("of such pay, the part booked in the city: what can be shown at "
                             "renewal and what published pay knows")));
}

}  // namespace

void describe_own_account(Fields& f, Labour& l, const std::vector<std::string>& sector_names) {
  f.entries(
      "own_account",
      [&](Fields& k, const std::string& key) {
        OwnAccountKind& kind = l.own_account.emplace_back();
        kind.name = kind.title = key;
        kind.ordinal = random::name_ordinal(key);
        describe_kind(k, kind, sector_names);
      },
      meaning_only("kinds of work on the own account of newcomers, by name; they replace "
                   "self_employment_expiry_factor and, but for those who land with a business, "
                   "self_employed_pay_factor. None: figures by kind are left out"));
  f.expect(l.own_account.size() <= kMostOwnAccountKinds,
           fmt::format("{} kinds; the most is {}", l.own_account.size(), kMostOwnAccountKinds),
           "own_account");
  expect_names_apart(f, l.own_account, "own_account");
  f.number("own_account_expiry_months", l.own_account_expiry_months,
           behavioural({.unit = "months",
                        .min = 1,
                        .max = 1200,
                        .meaning = "months before the end of a principal's stay in which the "
                                   "weights of the kinds change"}));
  f.section(
      "booked_elsewhere", [&](Fields& b) { describe_booked_elsewhere(b, l.booked_elsewhere); },
      meaning_only("high pay of newcomers that is booked outside the city"));
}

}  // namespace talentsim::scenario
