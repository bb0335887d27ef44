// SPDX-License-Identifier: MIT
#include "run/summary.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <set>

#include "population/city.h"
#include "run/table_words.h"
#include "stats/caveats.h"

namespace talentsim::run {
namespace {

using stats::Measure;
using stats::Tallies;

constexpr std::size_t kWidth = 110;  // columns of a page

std::int64_t sum(const Tallies& tallies, Measure measure) {
  const auto values = tallies.values(measure);
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::string year_label(int year, int months) {
  return fmt::format("{}{}", year, months < 12 ? "*" : "");
}

std::string year_table(const Summary& summary) {
  std::string out =
      fmt::format("{:>6} {:>13} {:>10} {:>9} {:>11} {:>9} {:>11} {:>8} {:>8} {:>10} {:>6}\n",
                  "year", "applications", "approvals", "arrivals", "dependants", "renewals",
                  "departures", "births", "deaths", "residents", "unemp");
  for (const auto& [year, f] : summary.years) {
    const auto force = f.employed_sum + f.unemployed_sum;
    out += fmt::format(
        "{:>6} {:>13} {:>10} {:>9} {:>11} {:>9} {:>11} {:>8} {:>8} {:>10} {:>5.1f}%\n",
        year_label(year, f.months), grouped(f.applications), grouped(f.approvals),
        grouped(f.arrivals), grouped(f.dependants), grouped(f.renewals), grouped(f.departures),
        grouped(f.births), grouped(f.deaths), grouped(f.residents_end),
        force > 0 ? 100.0 * static_cast<double>(f.unemployed_sum) / static_cast<double>(force)
                  : 0.0);
  }
  return out;
}

std::string scheme_table(const Summary& summary) {
  std::string out = fmt::format("{:<18}", "arrivals by scheme");
  for (const auto& [year, f] : summary.years)
    out += fmt::format(" {:>8}", year_label(year, f.months));
  out += '\n';
  for (std::size_t s = 0; s < summary.schemes.size(); ++s) {
    out += fmt::format("{:<18}", summary.schemes[s]);
    for (const auto& [year, f] : summary.years) {
      const auto found = summary.arrivals[s].find(year);
      out += fmt::format(" {:>8}", grouped(found == summary.arrivals[s].end() ? 0 : found->second));
    }
    out += '\n';
  }
  return out;
}

std::string cap_text(const scenario::Scheme& scheme, int number) {
  if (number == 0)
    return scheme.annual_quota ? "annual_quota" : scheme.daily_quota ? "daily_quota" : "quota";
  static constexpr const char* kUnits[] = {"in all", "a trade", "a sector", "an employer"};
  const auto index = static_cast<std::size_t>(number) - 1;
  if (index >= scheme.caps.size()) return fmt::format("caps[{}]", number);
  const auto& cap = scheme.caps[index];
  const auto persons = grouped(std::llround(cap.persons));
  const char* unit = kUnits[static_cast<int>(cap.per)];
  return cap.months == 0 ? fmt::format("{} {} for good", persons, unit)
                         : fmt::format("{} {} in {:g} months", persons, unit, cap.months);
}

// "2023-11 to 2024-02, 2024-05".
std::string month_ranges(const std::vector<Month>& months) {
  std::string out;
  for (std::size_t i = 0; i < months.size();) {
    std::size_t last = i;
    while (last + 1 < months.size() && months[last + 1] - months[last] == 1) ++last;
    out += fmt::format("{}{}", out.empty() ? "" : ", ", months[i].text());
    if (last > i) out += fmt::format(" to {}", months[last].text());
    i = last + 1;
  }
  return out;
}

std::string bound_line(const std::string& what, const std::vector<Month>& months) {
  return fmt::format("{} bound in {} month{}: {}.\n", what, months.size(),
                     months.size() == 1 ? "" : "s", month_ranges(months));
}

// Caps under the rules in force at the end of the run. The limit on children holds for all schemes
// together: a line of its own.
std::string cap_lines(const Summary& summary, const scenario::Scenario& scenario) {
  std::string out;
  std::set<Month> without_child_places;
  const auto& schemes = scenario.rules_at(scenario.end).schemes;
  for (std::size_t s = 0; s < summary.bound_months.size(); ++s)
    for (const auto& [number, months] : summary.bound_months[s])
      if (number == population::kChildLimit)
        without_child_places.insert(months.begin(), months.end());
      else
        out += bound_line(
            fmt::format("The cap of {} ({})", summary.schemes[s], cap_text(schemes[s], number)),
            months);
  if (!without_child_places.empty())
    out += bound_line("The limit on entrants' children (family.children_year)",
                      {without_child_places.begin(), without_child_places.end()});
  return out;
}

}  // namespace

void Summary::add_month(Month month, const Tallies& t, double scale) {
  const auto real = [&](std::int64_t count) {
    return std::llround(static_cast<double>(count) / scale);
  };
  auto& f = years[month.year()];
  ++f.months;
  f.applications += real(sum(t, Measure::applications));
  f.approvals += real(sum(t, Measure::approvals));
  f.arrivals += real(sum(t, Measure::arrivals));
  f.dependants += real(sum(t, Measure::dependant_arrivals));
  f.renewals += real(sum(t, Measure::renewal_approvals));
  f.departures += real(sum(t, Measure::departures));
  f.births += real(sum(t, Measure::births));
  f.deaths += real(sum(t, Measure::deaths));
  f.residents_end = real(sum(t, Measure::residents));
  f.employed_sum += sum(t, Measure::employed) + sum(t, Measure::self_employed);
  f.unemployed_sum += sum(t, Measure::unemployed);
  person_months += sum(t, Measure::residents);
  const auto values = t.values(Measure::arrivals);
  for (std::size_t s = 0; s < schemes.size(); ++s)
    arrivals[s][month.year()] += real(values[2 * s] + values[2 * s + 1]);
}

std::string print(const Summary& summary, const scenario::Scenario& scenario) {
  std::string out =
      fmt::format("{}\n{} to {}, scale {:g}, seed {}", scenario.title, scenario.start.text(),
                  scenario.end.text(), scenario.scale, scenario.seed);
  if (summary.replicates > 1)
    out += fmt::format(", the first of {} replicates", summary.replicates);
  out += "; persons in the real city\n\n";
  out += year_table(summary);
  out +=
      "* part of a year. Talent, dependants and One-way Permit holders together; residents at the "
      "year's end.\n"
      "Unemployment is unemployed over labour force, mean of months, live-in helpers included.\n\n";
  out += scheme_table(summary) + cap_lines(summary, scenario);
  out += fmt::format("\n{}\n", stats::heading(stats::CaveatKind::not_identified));
  for (const auto* caveat : stats::caveats_of(stats::CaveatKind::not_identified))
    out += wrapped(fmt::format("- {}", caveat->text), kWidth, 2);
  out += "talentsim table prints definitions, and what to mind beside published figures.\n";
  out += fmt::format("{} values in force are assumptions; `talentsim check` lists them.\n\n",
                     scenario.warnings.size());
  out += summary.stopping;
  out += fmt::format(
      "{} person-months in {:.1f} s: {:.1f} s to build the city, {:.1f} s to live it, {:.1f} s to "
      "write.\n",
      grouped(summary.person_months), summary.wall_seconds, summary.build_seconds,
      summary.live_seconds, summary.write_seconds);
  if (summary.side_by_side > 1)
    out += fmt::format("{} replicates at a time; seconds to build and to live are theirs, added.\n",
                       summary.side_by_side);
  return out;
}

}  // namespace talentsim::run
