// SPDX-License-Identifier: MIT
// The form of the labour market, and what the market of single vacancies reads: places, channels,
// ranking.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

const std::vector<std::string>& origin_names() {
  static const std::vector<std::string> names = {"local", "mainland", "overseas", "relatives"};
  return names;
}
const std::vector<std::string>& language_names() {
  static const std::vector<std::string> names = {"cantonese", "mandarin", "english"};
  return names;
}

Spec period(const char* meaning) {
  return {.unit = "months", .min = 1, .max = 1200, .meaning = meaning};
}

template <std::size_t kEntries>
void by_name(Fields& f, std::string_view name, std::array<double, kEntries>& out,
             const std::vector<std::string>& names, double sum, const Spec& spec) {
  std::vector<double> values(out.begin(), out.end());
  f.numbers_by_name(name, values, names, sum, spec);
  if (values.size() == kEntries) std::copy(values.begin(), values.end(), out.begin());
}

void describe_channel(Fields& f, Channel& c, const std::vector<std::string>& sector_names) {
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
  by_name(
      f, "posted_share", c.posted_share, employer_kind_names(), kAnySum,
      behavioural(share("share of the posts of each kind of employer that stand on it, at small "
                        "and medium employers")));
  f.number("posted_large_factor", c.posted_large_factor,
           behavioural(factor("multiplies that share at large employers; the product is at most "
                              "1")));
  f.numbers_by_name("sector_shares", c.sector_shares, sector_names, kAnySum,
                    share("multiplies that share, by sector; left out altogether: 1 in all"));
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

// Of newcomers, by where they worked; residents have no experience elsewhere.
void describe_credit_by_employer(Fields& f, VacancyMarket& m) {
  const auto factors = [&](Fields& of, const char* name, Elsewhere where, const char* meaning) {
    by_name(of, name, m.outside_experience_credit_by_employer[static_cast<std::size_t>(where)],
            employer_kind_names(), kAnySum, behavioural(factor(meaning)));
  };
  f.section(
      "outside_experience_credit_by_employer",
      [&](Fields& of) {
        factors(of, "mainland", Elsewhere::mainland,
                "multiplies the credit of the channels for experience of newcomers from the "
                "Mainland, by kind of employer; the product is at most 1");
        factors(of, "overseas", Elsewhere::overseas, "likewise, of newcomers from overseas");
      },
      meaning_only("what employers count of experience gained elsewhere"));
}

void describe_following(Fields& f, VacancyMarket& m) {
  f.number("posts_following_newcomer", m.posts_following_newcomer,
           behavioural(share("industry follows people: share of a post, beyond the scenario's "
                             "number, that opens in the cell of each newcomer at work, once")));
  whole_number(f, "posts_follow_after_months", m.posts_follow_after_months,
               behavioural({.unit = "months",
                            .min = 2,
                            .max = 600,
                            .meaning = "months in the same post after which it opens"}));
}

}  // namespace

void describe_post_traits(Fields& f, Sector& sector) {
  by_name(f, "employer_shares", sector.employer_shares, employer_kind_names(), 1,
          behavioural(share("posts by kind of employer; read by the market of single vacancies")));
  by_name(
      f, "large_employer_share", sector.large_employer_share, employer_kind_names(), kAnySum,
      behavioural(share("of the posts of each kind of employer, those at large ones: 100 persons "
                        "or more in manufacturing, 50 or more elsewhere; likewise")));
  by_name(f, "working_language_shares", sector.working_language_shares, language_names(), 1,
          behavioural(share("posts by the language they work in; likewise")));
}

void describe_demand(Fields& f, Labour& l) {
  int demand = static_cast<int>(l.demand);
  f.choice("demand", demand, {"vacancies", "posts"},
           meaning_only("what employers' demand fixes: the number of posts open, which follows "
                        "labour.vacancies whoever is hired, or the number of posts, filled and "
                        "open, which follows posts of the sectors"));
  l.demand = static_cast<Demand>(demand);
  f.number("posts_factor", l.posts_factor, factor("multiplies every count of posts"));
}

void describe_sector_levers(Fields& f, Sector& sector) {
  f.number("cantonese_required_share", sector.cantonese_required_share,
           behavioural(share("of the posts that work in Cantonese, those that bar who speaks none; "
                             "read by the market of single vacancies")));
  f.number("newcomer_post_share", sector.newcomer_post_share,
           behavioural(share("posts that may be given to newcomers with a limit of stay, a share "
                             "of posts and not of a firm's staff; likewise")));
  f.number("local_preference", sector.local_preference,
           behavioural(coefficient("score added to all others than newcomers with a limit of stay; "
                                   "likewise")));
  skills(f, "further_posts", sector.further_posts, kAnySum,
         {.unit = "posts",
          .min = 0,
          .max = 1e6,
          .meaning = "posts beyond those of the scenario, whole city: high, middle, elementary"});
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
        v.number("places_per_vacancy", m.places_per_vacancy,
                 behavioural({.unit = "1",
                              .min = 1e-6,
                              .max = 1e6,
                              .meaning =
                                  "places on each channel, at which posts stand and seekers look, "
                                  "for each of the vacancies that the scenario gives for the "
                                  "month and cell"}));
        v.number("places_elasticity", m.places_elasticity,
                 behavioural(share("elasticity of the number of places in the scenario's "
                                   "vacancies, from the first month on: 1, boards are as full "
                                   "whatever vacancies are; 0, they empty when vacancies fall")));
        v.number("advertisement_months", m.advertisement_months,
                 behavioural(period("months after which a post that is still open is advertised "
                                    "anew: on other channels, at another place")));
        v.number("channel_choice_months", m.channel_choice_months,
                 behavioural(period("months of search after which a seeker chooses anew which "
                                    "channels to use; who starts to search chooses too")));
        v.number("large_employer_pay_tilt", m.large_employer_pay_tilt,
                 behavioural(share("theta: how much more often posts high in the pay of their cell "
                                   "are at large employers, L + theta L (1 - L)(2 u - 1) of those "
                                   "at the place u where L are in all")));
        describe_ranking(v, m);
        describe_credit_by_employer(v, m);
        describe_careers(v, m, sector_names);
        v.number("founding_reference_month", m.founding_reference_month,
                 behavioural(hazard_month("hazard of finding a post at which the businesses that "
                                          "residents found keep the share of self-employed")));
        v.number("posts_per_talent_at_work", m.posts_per_talent_at_work,
                 behavioural(share("eta: where demand fixes posts, those that there are beyond the "
                                   "scenario's number for each of talent and their families who "
                                   "hold a post, as long as they hold it")));
        describe_following(v, m);
        v.entries(
            "channels",
            [&](Fields& c, const std::string& key) {
              Channel& channel = m.channels.emplace_back();
              channel.name = channel.title = key;
              describe_channel(c, channel, sector_names);
            },
            meaning_only("search channels by name; none: one that everybody uses, with figures by "
                         "channel left out"));
        v.expect(m.channels.size() <= kMostChannels,
                 fmt::format("{} channels; the most is {}", m.channels.size(), kMostChannels),
                 "channels");
        expect_names_apart(v, m.channels, "channels");
        describe_professions(v, m, sector_names);
      },
      meaning_only("the market of single vacancies; read when matching is vacancies"));
}

}  // namespace talentsim::scenario
