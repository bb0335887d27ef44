// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ensemble/displacement.h"
#include "run/table_csv.h"
#include "run/table_layout.h"
#include "run/table_words.h"

namespace talentsim::ensemble {
namespace {

std::string number(double value) {
  const bool tenths = value < 10 && value != std::floor(value);
  return tenths ? fmt::format("{:.1f}", value) : run::grouped(std::llround(value));
}

std::string text_of(const ShiftFigure& figure) {
  auto text = number(figure.mean);
  if (figure.standard_error) text += " ±" + number(*figure.standard_error);
  return text;
}

bool nil(const DisplacementTable& table, const Displacement& variant, std::size_t shift,
         std::size_t category) {
  for (std::size_t p = 0; p <= table.periods.size(); ++p)
    if (table.at(variant, p, shift, category).mean != 0) return false;
  return true;
}

// A figure's lines: all together, and with `detail` each category in which anybody counts.
void add_lines(std::vector<run::GridLine>& lines, const DisplacementTable& table,
               const Displacement& variant, std::size_t shift, bool detail) {
  std::string axis;
  for (std::size_t c = 0; c < (detail ? table.categories.size() : 1); ++c) {
    if (c > 0 && nil(table, variant, shift, c)) continue;
    const auto& [of, label] = table.categories[c];
    if (of != axis) lines.push_back({"  by " + of, {}});
    axis = of;
    const auto name = words_of(static_cast<Shift>(shift)).name;
    lines.push_back({c == 0 ? name : "    " + label, {}});
    for (std::size_t p = 0; p <= table.periods.size(); ++p)
      lines.back().cells.push_back(text_of(table.at(variant, p, shift, c)));
  }
}

std::string grid_of(const DisplacementTable& table, const Displacement& variant, bool detail) {
  auto columns = run::column_labels(table.periods, run::RowKind::flow, table.last);
  columns.push_back("whole run");
  std::vector<run::GridLine> lines;
  for (std::size_t shift = 0; shift < kShifts; ++shift)
    add_lines(lines, table, variant, shift, detail);
  return run::grid("Residents", columns, lines);
}

bool all_nil(const DisplacementTable& table, const Displacement& variant) {
  for (std::size_t shift = 0; shift < kShifts; ++shift)
    if (!nil(table, variant, shift, 0)) return false;
  return true;
}

std::string header(const DisplacementTable& table, const Displacement& variant) {
  auto out = fmt::format(
      "{}\n  beside {}\n{} beside {}: {} to {}, scale {:g}, seed {}, {} replicate{}; persons in "
      "the "
      "real city\n",
      variant.title, table.base_title, variant.file, table.base_file, table.first.text(),
      table.last.text(), table.scale, table.seed, table.replicates,
      table.replicates == 1 ? "" : "s");
  out += fmt::format("Labour market of the base: {}\nLabour market of the variant: {}\n",
                     table.base_market.words(), variant.market.words());
  if (const auto warning = market_warning(table, variant); !warning.empty())
    out += run::wrapped("Warning: " + warning, run::kWidth, 0);
  return out;
}

std::string notes(const DisplacementTable& table) {
  std::string out = "\nDefinitions\n";
  for (std::size_t shift = 0; shift < kShifts; ++shift) {
    const auto& words = words_of(static_cast<Shift>(shift));
    out += run::wrapped(fmt::format("{}: {}", words.name, words.definition), run::kWidth, 2);
  }
  out += "\nNotes\n";
  const auto note = [&](const std::string& text) {
    out += run::wrapped("- " + text, run::kWidth, 2);
  };
  note(
      "Persons are matched by key under the same random numbers. Residents are those who came "
      "under no scheme; sector and skill are of the post, age and sex of the person when hired, or "
      "when the two lives last changed.");
  note(
      "Once one hire differs, chains of posts spread it: who is displaced is one replicate's "
      "realisation, and only means over replicates are an effect. Displaced and advanced both grow "
      "with that noise; what they differ by does not.");
  note("The whole run is no sum of periods: who is hired in a later period counts there.");
  note(table.replicates > 1
           ? fmt::format("Means over {} replicates, ± their Monte Carlo standard error.",
                         table.replicates)
           : "One replicate: no Monte Carlo error is known; --replicates of talentsim run gives "
             "it.");
  return out + run::partial_periods(table.periods);
}

std::string optional_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string csv_line(const DisplacementTable& table, const Displacement& variant, std::size_t p,
                     std::size_t shift, std::size_t category) {
  const bool whole = p == table.periods.size();
  const auto& words = words_of(static_cast<Shift>(shift));
  const auto& [axis, label] = table.categories[category];
  const auto& figure = table.at(variant, p, shift, category);
  const auto market = [](const MarketForm& form) {
    return fmt::format("{},{},{}", form.mean_field ? "mean_field" : "vacancies",
                       form.follows_vacancies ? "vacancies" : "posts",
                       run::csv_field(form.posts_per_talent_at_work));
  };
  return fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", run::csv_field(table.base_file),
      run::csv_field(variant.file), market(table.base_market), market(variant.market), words.id,
      words.unit, axis, run::csv_field(label), whole ? "whole run" : table.periods[p].label,
      (whole ? table.first : std::max(table.first, table.periods[p].first)).text(),
      (whole ? table.last : std::min(table.last, table.periods[p].last)).text(), figure.mean,
      optional_number(figure.standard_error), optional_number(figure.lower),
      optional_number(figure.upper), table.replicates, run::csv_field(words.definition));
}

}  // namespace

const ShiftWords& words_of(Shift shift) {
  static constexpr ShiftWords kWords[kShifts] = {
      {"displaced", "Displaced", "persons",
       "hired within the period under the base, not under the variant."},
      {"later", "Hired later", "persons",
       "hired within the period under both, first under the variant in a later month."},
      {"advanced", "Advanced", "persons",
       "hired within the period under the variant, not under the base."},
      {"sooner", "Hired sooner", "persons",
       "hired within the period under both, first under the variant in an earlier month."},
      {"months_lost", "Months of work lost", "person-months",
       "ends of month at which the person has work, own business included, under the base only."},
      {"months_gained", "Months of work gained", "person-months",
       "ends of month at which the person has work under the variant only."}};
  return kWords[static_cast<std::size_t>(shift)];
}

std::string market_warning(const DisplacementTable& table, const Displacement& variant) {
  const auto& base = table.base_market;
  if (!base.mean_field && !variant.market.mean_field)
    return base.follows_vacancies || variant.market.follows_vacancies
               ? "employers keep so many posts open whoever is hired (labour.demand: vacancies): "
                 "what somebody fills is open again next month, and η has no part in it. Do not "
                 "read these figures as displacement; give the number of posts (labour.demand: "
                 "posts)."
               : std::string();
  return "the market is the mean field, in which posts are counts without identity, nobody ranks "
         "applicants and newcomers let no posts open (η has no part in it). Who is displaced "
         "follows from hazards by cell; do not read these figures as competition for posts.";
}

std::string print(const DisplacementTable& table, bool detail) {
  std::string out;
  for (const auto& variant : table.variants) {
    out += (out.empty() ? "" : "\n") + header(table, variant);
    out += all_nil(table, variant) ? "\nNobody's work differs in any replicate.\n"
                                   : grid_of(table, variant, detail);
  }
  return out + notes(table);
}

std::string csv(const DisplacementTable& table) {
  std::string out =
      "base,variant,base_market,base_demand,base_posts_per_talent_at_work,variant_market,"
      "variant_demand,variant_posts_per_talent_at_work,figure,unit,axis,category,period,first_"
      "month,last_month,"
      "mean,"
      "standard_error,lower_95,upper_95,replicates,definition\n";
  for (const auto& variant : table.variants)
    for (std::size_t shift = 0; shift < kShifts; ++shift)
      for (std::size_t category = 0; category < table.categories.size(); ++category)
        for (std::size_t p = 0; p <= table.periods.size(); ++p)
          out += csv_line(table, variant, p, shift, category);
  return out;
}

}  // namespace talentsim::ensemble
