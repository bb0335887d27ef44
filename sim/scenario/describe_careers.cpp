// SPDX-License-Identifier: MIT
// What the market of single vacancies reads of newcomers' careers and of professions.
#include <fmt/core.h>

#include <algorithm>

#include "random/draws.h"
#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

void describe_profession(Fields& f, Profession& p, const std::vector<std::string>& sector_names) {
  f.text("title", p.title, meaning_only("name of the profession for readers"));
  f.choice("sector", p.sector, sector_names,
           required(meaning_only("sector whose posts ask for it")));
  skills(f, "asked_share", p.asked_share, kAnySum,
         behavioural(share("posts of the sector that ask for it, and residents looking there who "
                           "hold it, by skill level")));
  skills(f, "held_elsewhere_share", p.held_elsewhere_share, kAnySum,
         behavioural(share("newcomers trained for the sector, by their skill level, who hold it "
                           "from elsewhere")));
  std::vector<double> range(p.recognition_months.begin(), p.recognition_months.end());
  f.numbers("recognition_months", range, 2, kAnySum,
            behavioural(months("least and most months from landing until it is recognised")));
  if (range.size() == 2) p.recognition_months = {range[0], range[1]};
  f.expect(p.recognition_months[0] <= p.recognition_months[1],
           "the least number of months is above the most", "recognition_months");
  f.number("cost_hkd", p.cost_hkd, pay("HKD", "what examinations, courses and fees cost"));
  f.number("start_share", p.start_share,
           behavioural(share("of newcomers who hold it from elsewhere, share who have it "
                             "recognised")));
}

// Whether the professions of some sector ask for more posts than there are, or are held by more
// people.
bool too_many(const std::vector<Profession>& professions,
              std::array<double, 3> Profession::*shares) {
  for (const auto& one : professions)
    for (std::size_t k = 0; k < (one.*shares).size(); ++k) {
      double sum = 0;
      for (const auto& p : professions)
        if (p.sector == one.sector) sum += (p.*shares)[k];
      if (sum > 1 + 1e-9) return true;
    }
  return false;
}

}  // namespace

// How newcomers' demands and aims change in the course of a search, and how they go on looking at
// work.
void describe_careers(Fields& f, VacancyMarket& m, const std::vector<std::string>& sector_names) {
  f.number(
      "reservation_expiry_months", m.reservation_expiry_months,
      behavioural(months("last months of a principal's stay, in which the demand falls more")));
  f.number("reservation_expiry_fall_month", m.reservation_expiry_fall_month,
           behavioural(share("place in the pay of the cell by which the demand falls for each of "
                             "them that has passed")));
  f.number("in_field_kept_share", m.in_field_kept_share,
           behavioural(share("of newcomers who first look in their own field and level, share who "
                             "do so however long they search")));
  f.number("in_field_half_life_months", m.in_field_half_life_months,
           behavioural({.unit = "months",
                        .min = 0.1,
                        .max = 1200,
                        .meaning = "months of search after which half of the others have given it "
                                   "up"}));
  f.number("in_field_experienced_factor", m.in_field_experienced_factor,
           behavioural(share("chance to look in the own field and level of newcomers who landed "
                             "with full experience, relative to those who landed with none")));
  f.number("other_field_share", m.other_field_share,
           behavioural(share("of newcomers who look outside their own field and level, share who "
                             "look in another sector; the others look a level lower")));
  m.other_field_weights.assign(sector_names.size(), 0.0);
  f.numbers_by_name("other_field_weights", m.other_field_weights, sector_names, kAnySum,
                    behavioural(factor("weights by which they choose that sector")));
  f.expect(m.other_field_share == 0 ||
               std::any_of(m.other_field_weights.begin(), m.other_field_weights.end(),
                           [](double weight) { return weight > 0; }),
           "other_field_share is above 0, but no sector has a weight", "other_field_weights");
  f.number("on_the_job_looks_share", m.on_the_job_looks_share,
           behavioural(share("places that newcomers who work outside their own field or below "
                             "their level look at, relative to those without work")));
  f.number("on_the_job_own_field_share", m.on_the_job_own_field_share,
           behavioural(share("of their months, share in which they look in their own field and "
                             "level; in others for better pay where they work")));
  f.number("on_the_job_pay_step", m.on_the_job_pay_step,
           behavioural({.unit = "1",
                        .min = 0,
                        .max = 10,
                        .meaning = "rise, relative to the pay they have, below which nobody takes "
                                   "another post where they work"}));
  f.number("local_looking_share", m.local_looking_share,
           behavioural({.unit = "1",
                        .min = 0,
                        .max = 0.5,
                        .meaning = "of residents under no scheme who are employed, share who look "
                                   "for better pay where they work each month"}));
  f.number("local_looking_looks", m.local_looking_looks,
           behavioural(factor("places that they look at, relative to those without work")));
}

void describe_professions(Fields& f, VacancyMarket& m,
                          const std::vector<std::string>& sector_names) {
  f.entries(
      "professions",
      [&](Fields& p, const std::string& key) {
        Profession& profession = m.professions.emplace_back();
        profession.ordinal = random::name_ordinal(key);
        profession.name = profession.title = key;
        describe_profession(p, profession, sector_names);
      },
      meaning_only("professions by name that posts ask for and that must be recognised; without "
                   "any, figures by profession are left out"));
  f.expect(m.professions.size() <= kMostProfessions,
           fmt::format("{} professions; the most is {}", m.professions.size(), kMostProfessions),
           "professions");
  expect_names_apart(f, m.professions, "professions");
  f.expect(!too_many(m.professions, &Profession::asked_share) &&
               !too_many(m.professions, &Profession::held_elsewhere_share),
           "shares of the professions of one sector and level sum to more than 1", "professions");
}

}  // namespace talentsim::scenario
