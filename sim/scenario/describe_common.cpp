// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include <cmath>
#include <map>

#include "random/draws.h"
#include "scenario/describe.h"

namespace talentsim::scenario {

const std::vector<std::string>& attribute_names() {
  static const std::vector<std::string> names = {"age_years",
                                                 "income_hkd_year",
                                                 "listed_degree",
                                                 "experience_years",
                                                 "years_since_degree",
                                                 "job_offer",
                                                 "offer_months",
                                                 "criteria_met",
                                                 "points",
                                                 "local_degree_months",
                                                 "nearby_campus_degree",
                                                 "mainland",
                                                 "family_in_hong_kong",
                                                 "employed",
                                                 "own_business",
                                                 "mean_income_hkd_year",
                                                 "business_hires",
                                                 "shortage_sector",
                                                 "first_degree",
                                                 "business_plan",
                                                 "net_assets_hkd",
                                                 "settled_parent",
                                                 "research_post",
                                                 "vocational_diploma",
                                                 "listed_profession",
                                                 "exceptional_achievement",
                                                 "trade_qualification",
                                                 "native_language_teacher",
                                                 "in_field",
                                                 "months_in_city",
                                                 "stay_granted_months"};
  return names;
}

const char* attribute_unit(int attribute) {
  static const char* const units[kAttributes] = {
      "years",   "HKD/year", "1", "years", "years", "1",      "months", "1",
      "1",       "months",   "1", "1",     "1",     "1",      "1",      "HKD/year",
      "persons", "1",        "1", "1",     "HKD",   "1",      "1",      "1",
      "1",       "1",        "1", "1",     "1",     "months", "months"};
  return units[attribute];
}

const std::vector<std::string>& skill_names() {
  static const std::vector<std::string> names = {"high", "middle", "elementary"};
  return names;
}

Spec share(const char* meaning) { return {.unit = "1", .min = 0, .max = 1, .meaning = meaning}; }
Spec persons(const char* meaning) {
  return {.unit = "persons", .min = 0, .max = kMostPersons, .meaning = meaning};
}
Spec months(const char* meaning) {
  return {.unit = "months", .min = 0, .max = 1200, .meaning = meaning};
}
Spec years(const char* meaning) {
  return {.unit = "years", .min = 0, .max = 120, .meaning = meaning};
}
Spec pay(const char* unit, const char* meaning) {
  return {.unit = unit, .min = 0, .max = 1e9, .meaning = meaning};
}
Spec hazard_month(const char* meaning) {
  return {.unit = "1/month", .min = 0, .max = 10, .meaning = meaning};
}
Spec hazard_year(const char* meaning) {
  return {.unit = "1/year", .min = 0, .max = 10, .meaning = meaning};
}
Spec factor(const char* meaning) {
  return {.unit = "1", .min = 0, .max = 1000, .meaning = meaning};
}
Spec coefficient(const char* meaning) {
  return {.unit = "1", .min = -1000, .max = 1000, .meaning = meaning};
}
Spec meaning_only(const char* meaning) { return {.meaning = meaning}; }

Spec behavioural(Spec spec) {
  spec.behavioural = true;
  return spec;
}

Spec required(Spec spec) {
  spec.required = true;
  return spec;
}
Spec read_once(Spec spec) {
  spec.read_once = true;
  return spec;
}

void expect_names_apart(Fields& fields, const std::vector<std::string>& names,
                        std::string_view key) {
  constexpr std::uint32_t kBits = (1u << 17) - 1;  // as many as a look has room for
  std::map<std::uint32_t, std::string> taken;
  for (const auto& name : names) {
    const auto [other, is_new] = taken.emplace(random::name_ordinal(name) & kBits, name);
    fields.expect(
        is_new,
        fmt::format("'{}' and '{}' would share their draws (names are told apart by a hash "
                    "of 17 bits); rename one",
                    other->second, name),
        key);
  }
}

void whole_number(Fields& fields, std::string_view name, int& out, Spec spec) {
  spec.whole = true;
  double value = out;
  fields.number(name, value, spec);
  out = static_cast<int>(value);
}

Series constant_series(double value) {
  Series series;
  series.steps.emplace_back(Month(), value);
  return series;
}

void skills(Fields& fields, std::string_view name, std::vector<double>& out, double sum,
            const Spec& spec) {
  fields.numbers_by_name(name, out, skill_names(), sum, spec);
}

void skills(Fields& fields, std::string_view name, std::array<double, 3>& out, double sum,
            const Spec& spec) {
  std::vector<double> values(out.begin(), out.end());
  skills(fields, name, values, sum, spec);
  for (std::size_t i = 0; i < out.size() && i < values.size(); ++i) out[i] = values[i];
}

void per_sex(Fields& fields, std::string_view name, const Spec& spec,
             const std::function<void(Fields&, const char* sex, int index)>& field) {
  fields.section(name,
                 [&](Fields& sexes) {
                   field(sexes, "male", 0);
                   field(sexes, "female", 1);
                 },
                 {.unit = spec.unit, .meaning = spec.meaning, .required = spec.required});
}

void lag(Fields& fields, std::string_view name, Lag& out, const Spec& spec) {
  fields.section(
      name,
      [&](Fields& f) {
        f.series("mean_months", out.mean_months,
                 behavioural({.unit = "months",
                              .min = 0,
                              .max = 120,
                              .meaning = "mean of the gamma distribution; 0: at once",
                              .required = true}));
        f.number(
            "shape", out.shape,
            behavioural(
                {.unit = "1",
                 .min = 0.01,
                 .max = 1000,
                 .meaning = "shape of the gamma distribution; 1: exponential, large: regular"}));
      },
      spec);
  if (out.mean_months.steps.empty()) out.mean_months = constant_series(0);
}

void requirements(Fields& fields, std::vector<Requirement>& out) {
  for (int a = 0; a < kAttributes; ++a) {
    Range range;
    const Spec spec{
        .unit = attribute_unit(a),
        .meaning =
            "the least and the most that is accepted, both inclusive; a bare number: exactly that"};
    if (fields.range(attribute_names()[static_cast<std::size_t>(a)], range, spec))
      out.push_back({static_cast<Attribute>(a), range});
  }
}

void age_bands(Fields& fields, std::string_view name, std::vector<AgeBand>& out, bool sum_to_one,
               const Spec& spec) {
  double sum = 0;
  fields.items(
      name,
      [&](Fields& f, std::size_t index) {
        if (index == 0) out.clear();
        AgeBand band;
        whole_number(f, "from", band.from, required(years("youngest age of the band, inclusive")));
        whole_number(f, "to", band.to, required(years("oldest age of the band, inclusive")));
        f.number("share", band.share,
                 required(share("share of the band; of a distribution, or of those of this age")));
        f.expect(band.from <= band.to,
                 fmt::format("from ({}) is above to ({})", band.from, band.to));
        if (!out.empty())
          f.expect(band.from > out.back().to,
                   fmt::format("age bands out of order (from {} does not follow to {}); list them "
                               "by age without overlap",
                               band.from, out.back().to));
        out.push_back(band);
        sum += band.share;
      },
      spec);
  if (sum_to_one && !out.empty())
    fields.expect(std::abs(sum - 1) <= 1e-6, fmt::format("shares sum to {:.6g}, not 1", sum), name);
}

}  // namespace talentsim::scenario
