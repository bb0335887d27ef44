// SPDX-License-Identifier: MIT
// Leave to stay: extensions asked for, granted, refused; leave that runs out; a change of scheme;
// the right of abode.
#include <fmt/format.h>

#include <algorithm>

#include "phases/own_account.h"
#include "phases/permanent_residence.h"
#include "phases/renewal.h"
#include "population/stay_length.h"
#include "trace/tell.h"
#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::Attributes;
using population::Flag;

std::string path(const Moment& m, const char* field) {
  return fmt::format("schemes.{}.{}", m.scheme().name, field);
}

std::string pay_text(const Moment& m) {
  const auto pay = m.city.newcomers.pay_hkd_month[m.row];
  const auto here = m.city.newcomers.pay_here_hkd_month[m.row];
  if (pay != here)
    return fmt::format("pay {}, of it {} booked here", hkd_month(pay), hkd_month(here));
  return pay > 0 ? "pay " + hkd_month(pay) : "no pay";
}

// Of a holder whose work on the own account was examined and not believed.
std::string not_genuine_text(const Moment& m) {
  if (!phases::found_not_genuine(m.city, m.rules, m.row)) return "";
  const auto& kind = *phases::own_account_of(m.city, m.rules, m.row);
  return fmt::format(
      "The work on the own account ({}) was found not to be genuine, as it is with a chance of {}, "
      "and counted for nothing. ",
      kind.title, percent(kind.detection));
}

// The first route that the holder satisfies, or every route with what is missing.
std::string routes_text(const Moment& m, const Attributes& shown) {
  const auto& routes = m.scheme().renewal_routes;
  if (routes.empty()) return "Renewal asks nothing";
  std::vector<std::string> failed;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (population::meets(routes[i], shown))
      return fmt::format("Renewal route {} of {} met: {}", i + 1, routes.size(),
                         requirements(routes[i], shown));
    failed.push_back(fmt::format("route {}: {}", i + 1, requirements(routes[i], shown)));
  }
  return "No renewal route met: " + joined(failed, "; ");
}

bool some_route(const Moment& m, const Attributes& shown) {
  const auto& routes = m.scheme().renewal_routes;
  return routes.empty() || std::any_of(routes.begin(), routes.end(), [&](const auto& route) {
           return population::meets(route, shown);
         });
}

// Why the extension has the length it has, and the rule that says so.
std::pair<std::string, std::string> length_reason(const Moment& m, const Attributes& shown) {
  const auto& scheme = m.scheme();
  const auto& n = m.city.newcomers;
  if (const auto* special = population::first_case(scheme.extension_cases, shown))
    return {fmt::format("The length is that of holders with {}",
                        requirements(special->requires_, shown)),
            "extension_cases"};
  const std::size_t turn = n.extensions[m.row] + std::size_t{1};
  return {fmt::format("Extension {} in the scheme's pattern{}", turn,
                      turn > scheme.extension_months.size() ? ", whose last length repeats" : ""),
          "extension_months"};
}

}  // namespace

std::vector<std::string> renewal_rules(const Moment& m) {
  std::vector<std::string> list;
  for (const auto* field : {"renewal_lead_months", "renewal_routes", "extension_months",
                            "extension_cases", "unconditional_extension",
                            "permanent_residence_months", "permanent_residence_for_arrivals"})
    list.push_back(path(m, field));
  list.push_back("renewal");
  return list;
}

Telling tell_renewal_applied(const Moment& m) {
  const auto& n = m.city.newcomers;
  const int left = n.expiry[m.row] - m.city.now.index();
  Telling t;
  t.text = fmt::format(
      "Asked to extend the leave that runs out in {}, {} (taken from {} ahead). {}; such "
      "holders ask with a chance of {}. Decision due {}.",
      Month(n.expiry[m.row]).text(), left > 0 ? months(left) + " ahead" : "in its last month",
      months(static_cast<int>(m.scheme().renewal_lead_months)), capitalised(pay_text(m)),
      percent(phases::chance_to_apply(m.city, m.rules, m.row)), Month(n.decision[m.row]).text());
  if (n.is(m.row, Flag::unconditional_pending))
    t.text += " Meets no renewal route today, and relies on the extension without a test.";
  t.fate = fmt::format("{}", n.decision[m.row]);
  t.cited = {path(m, "renewal_lead_months")};
  t.rests_on = renewal_rules(m);
  return t;
}

Telling tell_renewed(const Moment& m) {
  const auto& n = m.city.newcomers;
  const auto& scheme = m.scheme();
  const auto shown = phases::evidence(m.city, m.rules, m.row);
  const int until = n.expiry[m.row] + m.event.detail;
  Telling t;
  t.text =
      fmt::format("Leave extended by {}, to {}. ", months(m.event.detail), Month(until).text());
  if (n.is(m.row, Flag::unconditional_pending)) {
    t.text += fmt::format(
        "Granted once without a test, as to every stay approved before {} (this one: {}).",
        scheme.unconditional_if_approved_before.text(), Month(n.approved[m.row]).text());
    t.cited = {path(m, "unconditional_extension")};
  } else {
    const auto [reason, rule] = length_reason(m, shown);
    t.text += not_genuine_text(m);
    t.text += fmt::format("{}; {}. {}. Such applications are granted with a chance of {}.",
                          routes_text(m, shown), pay_text(m), reason,
                          percent(phases::chance_of_approval(m.city, m.rules, m.row)));
    if (!scheme.renewal_routes.empty()) t.cited.push_back(path(m, "renewal_routes"));
    t.cited.push_back(path(m, rule.c_str()));
  }
  t.fate = fmt::format("{}", until);
  t.rests_on = renewal_rules(m);
  return t;
}

Telling tell_renewal_refused(const Moment& m) {
  const auto shown = phases::evidence(m.city, m.rules, m.row);
  Telling t;
  t.text = "Extension refused. " + not_genuine_text(m);
  if (m.scheme().extension_months.empty()) {
    t.text += "The scheme has no extension with a test.";
    t.cited = {path(m, "extension_months")};
  } else if (some_route(m, shown)) {
    t.text += fmt::format(
        "{}; {}. Refused all the same on assessment: such applications are granted "
        "with a chance of {}.",
        routes_text(m, shown), pay_text(m),
        percent(phases::chance_of_approval(m.city, m.rules, m.row)));
    t.cited = {path(m, "renewal_routes"), "renewal.approve_base",
               "renewal.approve_ln_relative_income"};
  } else {
    t.text += routes_text(m, shown) + ".";
    t.cited = {path(m, "renewal_routes")};
  }
  if (phases::found_not_genuine(m.city, m.rules, m.row))
    t.cited.push_back("labour.own_account." + phases::own_account_of(m.city, m.rules, m.row)->name +
                      ".detection");
  t.rests_on = renewal_rules(m);
  return t;
}

Telling tell_stay_lapsed(const Moment& m) {
  const auto& scheme = m.scheme();
  const bool renewable =
      !scheme.extension_months.empty() || scheme.unconditional_extension_months > 0;
  Telling t;
  t.text = "Leave ran out. ";
  if (renewable)
    t.text += fmt::format(
        "Had not asked for an extension ({}; such holders ask with a chance of "
        "{}), and entered no other scheme.",
        pay_text(m), percent(phases::chance_to_apply(m.city, m.rules, m.row)));
  else
    t.text += "The scheme has no extension, and no other scheme was entered.";
  t.cited = {path(m, renewable ? "renewal_lead_months" : "extension_months")};
  t.rests_on = renewal_rules(m);
  return t;
}

Telling tell_switched(const Moment& m) {
  const auto& target = m.rules.schemes[static_cast<std::size_t>(m.event.detail)];
  const auto shown = phases::evidence(m.city, m.rules, m.row);
  const int stay = population::first_stay_months(target, [&] { return shown; });
  Telling t;
  t.text = fmt::format("Leave ran out; changed from {} to {}: {}. New leave {}.", m.scheme().title,
                       target.title, requirements(target.requires_, shown),
                       leave_text(stay, m.city.now));
  t.fate = fmt::format("{} {}", target.name, stay);
  t.cited = {
      fmt::format("schemes.{}.requires", target.name),
      fmt::format("schemes.{}.{}", target.name,
                  population::first_case(target.first_stay_cases, shown) ? "first_stay_cases"
                                                                         : "first_stay_months")};
  t.rests_on = renewal_rules(m);
  t.rests_on.push_back("schemes." + target.name);
  return t;
}

Telling tell_permanent_residence(const Moment& m) {
  const auto& n = m.city.newcomers;
  const Month arrival(n.arrival[n.principal[m.row]]);
  const double asked = phases::permanent_residence_months(m.scheme(), arrival);
  const int start = n.residence_start[m.row];
  Telling t;
  t.text = start == population::kNever || asked <= 0
               ? std::string("Permanent residence at once, without a time of ordinary residence.")
               : fmt::format(
                     "Permanent residence after {} of ordinary residence since {} (asked: "
                     "{:g}); no limit of stay from now on.",
                     months(m.city.now.index() - start), Month(start).text(), asked);
  t.cited = {path(m, arrival >= m.scheme().new_permanent_residence_from
                         ? "permanent_residence_for_arrivals"
                         : "permanent_residence_months")};
  for (const auto* field : {"permanent_residence_months", "permanent_residence_for_arrivals"})
    t.rests_on.push_back(path(m, field));
  return t;
}

}  // namespace talentsim::trace
