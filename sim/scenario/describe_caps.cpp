// SPDX-License-Identifier: MIT
// Trades, and the rules of a scheme that turn on them or on what else an applicant holds: caps by
// unit, bonuses, lengths of stay by case.
#include <fmt/core.h>

#include <algorithm>

#include "scenario/describe.h"
#include "support/error.h"

namespace talentsim::scenario {
namespace {

constexpr std::size_t kMostTrades = 1000, kMostCaps = 20, kMostCases = 20;

void describe_cap(Fields& f, Cap& cap) {
  f.number("persons", cap.persons,
           required({.unit = "persons",
                     .min = 0,
                     .max = kMostPersons,
                     .meaning = "most approvals in each period, in each unit"}));
  int per = static_cast<int>(cap.per);
  f.choice("per", per, {"scheme", "trade", "sector", "employer"},
           meaning_only("units that are counted apart; places of an employer do not shrink with "
                        "the scale, the number of employers does"));
  cap.per = static_cast<CapUnit>(per);
  auto spec = months("length of a period, one following another; 0: one period for ever");
  spec.whole = true;
  f.number("months", cap.months, spec);
  f.month(
      "from", cap.from,
      meaning_only("start of one of the periods; from a January, 12 months are calendar years"));
}

void describe_requirements(Fields& f, std::vector<Requirement>& out, const char* meaning) {
  f.section(
      "requires", [&](Fields& r) { requirements(r, out); }, required(meaning_only(meaning)));
}

}  // namespace

void describe_caps(Fields& fields, std::vector<Cap>& caps) {
  fields.items(
      "caps",
      [&](Fields& f, std::size_t index) {
        if (index == 0) caps.clear();
        describe_cap(f, caps.emplace_back());
      },
      meaning_only(
          "most approvals, in periods of any length, for all or by unit; a place counts in "
          "the period of the decision, first come first served; all caps must leave room"));
  fields.expect(caps.size() <= kMostCaps,
                fmt::format("{} caps; the most is {}", caps.size(), kMostCaps), "caps");
}

void describe_bonuses(Fields& fields, std::vector<Bonus>& bonuses) {
  fields.items(
      "bonuses",
      [&](Fields& f, std::size_t index) {
        if (index == 0) bonuses.clear();
        Bonus& bonus = bonuses.emplace_back();
        int to = static_cast<int>(bonus.to);
        f.choice("to", to, attribute_names(),
                 required(meaning_only("attribute that the bonus adds to")));
        bonus.to = static_cast<Attribute>(to);
        f.number("amount", bonus.amount,
                 required({.unit = "1", .min = -1e9, .max = 1e9, .meaning = "what is added"}));
        describe_requirements(f, bonus.requires_, "who gets it; all must hold");
      },
      meaning_only("marks added to what an applicant holds before `requires` is asked"));
  fields.expect(bonuses.size() <= kMostCases,
                fmt::format("{} bonuses; the most is {}", bonuses.size(), kMostCases), "bonuses");
}

void describe_stay_cases(Fields& fields, std::string_view name, std::vector<StayCase>& cases,
                         bool one_length, const Spec& spec) {
  fields.items(
      name,
      [&](Fields& f, std::size_t index) {
        if (index == 0) cases.clear();
        StayCase& stay = cases.emplace_back();
        if (one_length) {
          double length = 0;
          f.number("months", length, required(months("length of the first stay; 0: no limit")));
          stay.months = {length};
        } else {
          f.numbers("months", stay.months, 0, kAnySum,
                    required(months("lengths granted in turn, the last one repeated")));
          f.expect(!stay.months.empty(), "needs at least one length", "months");
        }
        describe_requirements(f, stay.requires_, "whose case it is; all must hold");
      },
      spec);
  fields.expect(cases.size() <= kMostCases,
                fmt::format("{} cases; the most is {}", cases.size(), kMostCases), name);
}

void describe_trade_list(Fields& fields, std::vector<int>& trades,
                         const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const int trade : trades) names.push_back(known[static_cast<std::size_t>(trade)]);
  fields.texts("trades", names,
               meaning_only("applicants must work in one of these trades; empty: in any or none"));
  trades.clear();
  for (const std::string& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    fields.expect(found != known.end(),
                  fmt::format("no trade '{}' (trades are declared in their section)", name) +
                      did_you_mean(name, known),
                  "trades");
    if (found != known.end()) trades.push_back(static_cast<int>(found - known.begin()));
  }
}

void describe_trades(Fields& fields, std::vector<Trade>& trades,
                     const std::vector<std::string>& sector_names) {
  fields.entries(
      "trades",
      [&](Fields& f, const std::string& key) {
        Trade& trade = trades.emplace_back();
        trade.name = trade.title = key;
        f.text("title", trade.title, meaning_only("name of the trade for readers"));
        f.choice("sector", trade.sector, sector_names,
                 meaning_only("sector in which its people work or search; as the pool says when "
                              "left out"));
      },
      meaning_only("trades and fields of research by name"));
  fields.expect(trades.size() <= kMostTrades,
                fmt::format("{} trades; the most is {}", trades.size(), kMostTrades), "trades");
}

}  // namespace talentsim::scenario
