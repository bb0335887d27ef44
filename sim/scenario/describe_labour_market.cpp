// SPDX-License-Identifier: MIT
// The form of the labour market, and what the market of single vacancies reads: places, channels,
// ranking.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

const std::vector<std::string>& employer_names() {
  static const std::vector<std::string> names = {"local", "mainland_background", "international"};
  return names;
}
const std::vector<std::string>& origin_names() {
  static const std::vector<std::string> names = {"local", "mainland", "overseas"};
  return names;
}
const std::vector<std::string>& language_names() {
  static const std::vector<std::string> names = {"cantonese", "mandarin", "english"};
  return names;
}

template <std::size_t kEntries>
void by_name(Fields& f, std::string_view name, std::array<double, kEntries>& out,
             const std::vector<std::string>& names, double sum, const Spec& spec) {
  std::vector<double> values(out.begin(), out.end());
  f.numbers_by_name(name, values, names, sum, spec);
  if (values.size() == kEntries) std::copy(values.begin(), values.end(), out.begin());
}

void describe_channel(Fields& f, Channel& c) {
  f.text("title", c.title, meaning_only("name of the channel for readers"));
  f.month("opens", c.opens, meaning_only("first month in which it works"));
  f.month("closes", c.closes, meaning_only("first month in which it works no more"));
  f.expect(c.opens < c.closes,
           fmt::format("dates out of order: closes ({}) is not after opens ({})", c.closes.text(),
                       c.opens.text()),
           "closes");
  f.numbers("calendar_months", c.calendar_months, 0, kAnySum,
            {.unit = "1",
             .min = 1,
             .max = 12,
             .meaning = "months of the year in which it works, 1 to 12; empty: all",
             .whole = true});
  by_name(f, "posted_share", c.posted_share, employer_names(), kAnySum,
          behavioural(share("share of the posts of each kind of employer that stand on it")));
  by_name(f, "used_share", c.used_share, origin_names(), kAnySum,
          behavioural(share("share of seekers of each origin who use it")));
  f.number("used_without_cantonese_factor", c.used_without_cantonese_factor,
           behavioural(share("multiplies that share for those who speak no Cantonese")));
  f.number("looks_month", c.looks_month,
           behavioural({.unit = "places/month",
                        .min = 0,
                        .max = 32,
                        .meaning = "places that a seeker who uses it looks at in a month"}));
  f.number("outside_experience_credit", c.outside_experience_credit,
           behavioural(share("worth of experience gained elsewhere relative to experience here")));
  f.number("cantonese_weight", c.cantonese_weight,
           behavioural(coefficient("what Cantonese adds to the score where a post works in it")));
}

void describe_ranking(Fields& f, VacancyMarket& m) {
  f.number("skill_weight", m.skill_weight,
           behavioural(coefficient("what one standard deviation of skill adds to the score")));
  f.number("noise_weight", m.noise_weight,
           behavioural(coefficient(
               "standard deviation of what a post sees in an applicant beyond all else")));
  f.number("least_score", m.least_score,
           behavioural(coefficient("nobody with a lower score gets an offer")));
  f.number("experience_weight", m.experience_weight,
           behavioural(coefficient("what full experience gained here adds to the score")));
  f.number("experience_from_age_years", m.experience_from_age_years,
           behavioural(years("age from which years count as experience")));
  f.number("full_experience_years", m.full_experience_years,
           behavioural({.unit = "years",
                        .min = 1,
                        .max = 60,
                        .meaning = "years beyond which experience adds nothing"}));
  f.number("language_weight", m.language_weight,
           behavioural(
               coefficient("what Mandarin or English adds to the score where a post works in it")));
  by_name(f, "cantonese_share", m.cantonese_share, origin_names(), kAnySum,
          behavioural(share("seekers who speak Cantonese, by origin")));
  by_name(f, "mandarin_share", m.mandarin_share, origin_names(), kAnySum,
          behavioural(share("seekers who speak Mandarin, by origin")));
  by_name(f, "english_share", m.english_share, origin_names(), kAnySum,
          behavioural(share("seekers who speak English, by origin")));
  f.number("reservation_weight", m.reservation_weight,
           behavioural(coefficient("what is lost per unit of rank by which the pay demanded "
                                   "exceeds the pay offered")));
  f.number(
      "reservation_rank", m.reservation_rank,
      behavioural(share("place in the pay of the cell at which a new seeker's demand stands")));
  f.number("reservation_half_life_months", m.reservation_half_life_months,
           behavioural({.unit = "months",
                        .min = 0.1,
                        .max = 1200,
                        .meaning = "months without work after which the demand has halved"}));
}

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
                        .meaning = "rise, relative to the pay they have, below which they take no "
                                   "post where they work"}));
}

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

void describe_professions(Fields& f, VacancyMarket& m,
                          const std::vector<std::string>& sector_names) {
  f.entries(
      "professions",
      [&](Fields& p, const std::string& key) {
        Profession& profession = m.professions.emplace_back();
        profession.name = profession.title = key;
        describe_profession(p, profession, sector_names);
      },
      meaning_only("professions by name that posts ask for and that must be recognised; without "
                   "any, figures by profession are left out"));
  f.expect(m.professions.size() <= kMostProfessions,
           fmt::format("{} professions; the most is {}", m.professions.size(), kMostProfessions),
           "professions");
  f.expect(!too_many(m.professions, &Profession::asked_share) &&
               !too_many(m.professions, &Profession::held_elsewhere_share),
           "shares of the professions of one sector and level sum to more than 1", "professions");
}

}  // namespace

void describe_post_traits(Fields& f, Sector& sector) {
  by_name(f, "employer_shares", sector.employer_shares, employer_names(), 1,
          behavioural(share("posts by kind of employer; read by the market of single vacancies")));
  by_name(f, "working_language_shares", sector.working_language_shares, language_names(), 1,
          behavioural(share("posts by the language they work in; likewise")));
}

void describe_labour_market(Fields& f, Labour& l, const std::vector<std::string>& sector_names) {
  int matching = static_cast<int>(l.matching);
  f.choice("matching", matching, {"mean_field", "vacancies"},
           meaning_only("form of the market: hires by a hazard of vacancies per seeker, or single "
                        "vacancies that rank those who apply"));
  l.matching = static_cast<Matching>(matching);
  f.section(
      "vacancy_market",
      [&](Fields& v) {
        auto& m = l.vacancy_market;
        v.number(
            "places", m.places,
            behavioural({.unit = "1",
                         .min = 1,
                         .max = 1e7,
                         .meaning = "places on each channel, in the whole city, at which posts "
                                    "stand and seekers look; cells share them as they share "
                                    "vacancies"}));
        describe_ranking(v, m);
        describe_careers(v, m, sector_names);
        v.number("founding_reference_month", m.founding_reference_month,
                 behavioural(hazard_month("hazard of finding a post at which the businesses that "
                                          "residents found keep the share of self-employed")));
        v.number("posts_per_talent_hired", m.posts_per_talent_hired,
                 behavioural(share("share of a post, beyond the scenario's number, that opens for "
                                   "each newcomer hired")));
        v.entries(
            "channels",
            [&](Fields& c, const std::string& key) {
              Channel& channel = m.channels.emplace_back();
              channel.name = channel.title = key;
              describe_channel(c, channel);
            },
            meaning_only("search channels by name; none: one that everybody uses, with figures by "
                         "channel left out"));
        v.expect(m.channels.size() <= kMostChannels,
                 fmt::format("{} channels; the most is {}", m.channels.size(), kMostChannels),
                 "channels");
        describe_professions(v, m, sector_names);
      },
      meaning_only("the market of single vacancies; read when matching is vacancies"));
}

}  // namespace talentsim::scenario
