// SPDX-License-Identifier: MIT
#include "run/summary.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace talentsim::run {
namespace {

using stats::Measure;
using stats::Tallies;

std::int64_t sum(const Tallies& tallies, Measure measure) {
  const auto values = tallies.values(measure);
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

// 1234567 as 1,234,567.
std::string grouped(std::int64_t value) {
  const std::string digits = fmt::format("{}", std::abs(value));
  std::string text = value < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
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

std::string scheme_table(const Summary& summary, const scenario::Scenario& scenario) {
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
  for (std::size_t s = 0; s < summary.schemes.size(); ++s)
    if (!summary.bound_months[s].empty())
      out += fmt::format("The cap of {} bound in {} months, first {}, last {}.\n",
                         summary.schemes[s], summary.bound_months[s].size(),
                         summary.bound_months[s].front(), summary.bound_months[s].back());
  (void)scenario;
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

const std::vector<std::string>& caveats() {
  static const std::vector<std::string> kCaveats = {
      "the share of entrants who search, the speed of finding work and the silence of "
      "non-respondents",
      "whether children make families stay, or families who will stay bring children",
      "how strict renewal is: the approval rate is of those who chose to apply",
      "leaving, changing scheme and never having lived here: reasons for not renewing are not "
      "collected",
      "how many posts a talent hire creates: here employers keep the published number of posts "
      "open, whoever fills them",
      "what permanent residence does to leaving: no Top Talent Pass cohort reaches 84 months "
      "before 2030",
  };
  return kCaveats;
}

std::string print(const Summary& summary, const scenario::Scenario& scenario) {
  std::string out =
      fmt::format("{}\n{} to {}, scale {:g}, seed {}", scenario.title, scenario.start.text(),
                  scenario.end.text(), scenario.scale, scenario.seed);
  if (scenario.replicates > 1)
    out += fmt::format(", the first of {} replicates", scenario.replicates);
  out += "; persons in the real city\n\n";
  out += year_table(summary);
  out +=
      "* part of a year. Talent, dependants and One-way Permit holders together; residents at the "
      "year's end.\n"
      "Unemployment is unemployed over labour force, mean of months, live-in helpers included.\n\n";
  out += scheme_table(summary, scenario);
  out += "\nPublic data cannot tell apart, and no figure here decides:\n";
  for (const auto& caveat : caveats()) out += fmt::format("  - {}\n", caveat);
  out += fmt::format("{} values in force are assumptions; `talentsim check` lists them.\n\n",
                     scenario.warnings.size());
  out += fmt::format(
      "{} person-months in {:.1f} s: {:.1f} s to build the city, {:.1f} s to live it, {:.1f} s to "
      "write.\n",
      grouped(summary.person_months), summary.wall_seconds, summary.build_seconds,
      summary.live_seconds, summary.write_seconds);
  return out;
}

}  // namespace talentsim::run
