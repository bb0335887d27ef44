// SPDX-License-Identifier: MIT
// Origin pools, sectors of the economy, and the talent already here at the start.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

constexpr std::size_t kMostPools = 1000, kMostSectors = 100;

// One attribute's distribution: exactly one of the four forms.
void describe_spread(Fields& f, Spread& spread, int& forms) {
  const char* unit = attribute_unit(static_cast<int>(spread.attribute));
  std::optional<double> constant, probability, floor;
  std::vector<double> uniform, log_normal;
  f.optional_number("constant", constant,
                    {.unit = unit, .min = -1e9, .max = 1e9, .meaning = "everyone has this value"});
  f.optional_number(
      "share", probability,
      {.unit = "1", .min = 0, .max = 1, .meaning = "1 with this probability, else 0"});
  f.numbers("uniform", uniform, 2, kAnySum,
            {.unit = unit, .min = -1e9, .max = 1e9, .meaning = "least and greatest value"});
  f.numbers("log_normal", log_normal, 2, kAnySum,
            {.unit = unit,
             .min = 0,
             .max = 1e9,
             .meaning = "median and standard deviation of the logarithm"});
  f.optional_number("floor", floor,
                    {.unit = unit,
                     .min = -1e9,
                     .max = 1e9,
                     .meaning = "log_normal only: values below are raised to it"});
  forms = constant.has_value() + probability.has_value() + (uniform.empty() ? 0 : 1) +
          (log_normal.empty() ? 0 : 1);
  using Form = Spread::Form;
  if (constant) spread = {spread.attribute, Form::constant, *constant, 0, 0};
  if (probability) spread = {spread.attribute, Form::share, *probability, 0, 0};
  if (uniform.size() == 2) {
    spread = {spread.attribute, Form::uniform, uniform[0], uniform[1], 0};
    f.expect(uniform[0] <= uniform[1], "uniform: the least value is above the greatest");
  }
  if (log_normal.size() == 2) {
    spread = {spread.attribute, Form::log_normal, log_normal[0], log_normal[1], floor.value_or(0)};
    f.expect(log_normal[0] > 0, "log_normal: the median must be above 0");
  }
  f.expect(!floor || !log_normal.empty(), "floor belongs to log_normal only");
}

void describe_spreads(Fields& f, std::vector<Spread>& out) {
  for (int a = 0; a < kAttributes; ++a) {
    Spread spread{static_cast<Attribute>(a)};
    int forms = 0;
    bool written = false;
    f.section(
        attribute_names()[static_cast<std::size_t>(a)],
        [&](Fields& s) {
          describe_spread(s, spread, forms);
          written = s.present();
          s.expect(forms == 1, "give exactly one of constant, share, uniform, log_normal");
        },
        meaning_only("how the attribute is spread in the pool"));
    if (written && forms == 1) out.push_back(spread);
  }
}

void describe_people(Fields& f, Pool& p) {
  age_bands(f, "ages", p.ages, true, meaning_only("ages of principals; shares sum to 1"));
  f.number("female_share", p.female_share, share("share of women among principals"));
  f.section(
      "attributes", [&](Fields& a) { describe_spreads(a, p.attributes); },
      meaning_only(
          "what candidates hold; attributes not listed are 0 (local_degree_months: 9999)"));
  age_bands(f, "married", p.married, false,
            meaning_only("share married by age; ages not listed are single"));
  f.numbers("children_if_married", p.children_if_married, 0, 1,
            share("probabilities of 0, 1, 2, ... children of a married principal"));
  f.expect(p.children_if_married.size() <= 12, "more than 12 entries", "children_if_married");
}

void describe_employers(Fields& f, Pool& p) {
  f.number(
      "employers", p.employers,
      behavioural({.unit = "employers",
                   .min = 0,
                   .max = 999999,
                   .meaning = "employers who recruit from the pool, in the whole city; 0: each "
                              "hires one person"}));
  f.number("employer_concentration", p.employer_concentration,
           behavioural({.unit = "1",
                        .min = 1,
                        .max = 100,
                        .meaning = "1: all recruit alike; c: the first of N employers recruits "
                                   "N^-1/c of all"}));
}

void describe_pool(Fields& f, Pool& p, const std::vector<std::string>& sector_names,
                   const std::vector<std::string>& trade_names) {
  f.text("title", p.title, meaning_only("name of the pool for readers"));
  f.series("candidates_month", p.candidates_month,
           required(behavioural({.unit = "persons/month",
                                 .min = 0,
                                 .max = 1e6,
                                 .meaning = "expected candidates a month in the whole city"})));
  f.number("candidates_factor", p.candidates_factor,
           factor("multiplies the expected number of candidates"));
  f.numbers("season", p.season, 12, 12,
            factor("factors of the twelve months, January first, mean 1"));
  f.number("dispersion", p.dispersion,
           behavioural(factor("size r of the negative binomial number of candidates; 0: Poisson")));
  f.flag(
      "from_resident_students", p.from_resident_students,
      meaning_only("candidates are resident non-local students whose course ends; of one pool at "
                   "most"));
  f.flag("educated_here", p.educated_here,
         meaning_only("professions that they hold were learnt here and need no recognition; read "
                      "by the market of single vacancies"));
  f.flag("joins_relatives", p.joins_relatives,
         meaning_only("principals, and so their families, come to join relatives who live here: "
                      "their origin is relatives, not mainland or overseas; likewise"));
  describe_people(f, p);
  f.number("outside_utility", p.outside_utility,
           behavioural(coefficient("utility of not coming, against the utilities of the schemes")));
  f.number("searching_share", p.searching_share,
           behavioural(share("share of those without an offer who ever search for local work")));
  skills(f, "skill_shares", p.skill_shares, 1, share("skill levels: high, middle, elementary"));
  f.numbers_by_name("sector_shares", p.sector_shares, sector_names, 1,
                    share("sectors in which they work or search"));
  f.numbers_by_name("trade_shares", p.trade_shares, trade_names, 1,
                    share("trades, or fields of research, in which they work or search"));
  describe_employers(f, p);
  f.number("offer_pay_median_hkd_month", p.offer_pay_median_hkd_month,
           pay("HKD/month", "median pay of an arranged job; 0: from the wage law of the market"));
  f.number("search_efficiency", p.search_efficiency,
           behavioural(factor("multiplies the job-finding hazard of a local seeker")));
}

void describe_posts(Fields& f, Sector& s) {
  static const std::array<const char*, 3> levels = {"high", "middle", "elementary"};
  const Spec spec{.unit = "posts",
                  .min = 0,
                  .max = 1e7,
                  .meaning =
                      "posts of the skill level, filled and open; read when labour.demand "
                      "is posts"};
  f.section(
      "posts",
      [&](Fields& p) {
        for (std::size_t level = 0; level < s.posts.size(); ++level)
          p.series(levels[level], s.posts[level], spec);
      },
      meaning_only("posts of employees, filled and open, of residents and newcomers, without those "
                   "that talent at work brings"));
}

void describe_sector(Fields& f, Sector& s) {
  f.text("title", s.title, read_once(meaning_only("name of the sector for readers")));
  f.number("employed", s.employed,
           read_once(persons("employed residents at the start, helpers excluded")));
  f.number("vacancy_share", s.vacancy_share,
           share("share of all vacancies; shares of the sectors sum to 1"));
  f.number(
      "layoff_factor", s.layoff_factor,
      behavioural(factor("multiplies the hazard of losing a post or business in the sector, of "
                         "residents and newcomers")));
  describe_posts(f, s);
  describe_post_traits(f, s);
  describe_sector_levers(f, s);
  f.flag("live_in_helpers", s.live_in_helpers,
         read_once(meaning_only("the sector of foreign domestic helpers: no queue, no vacancies")));
  skills(f, "skill_shares", s.skill_shares, 1,
         share("employment by skill: high, middle, elementary"));
  skills(f, "pay_median_hkd_month", s.pay_median_hkd_month, kAnySum,
         pay("HKD/month", "median monthly pay by skill"));
}

}  // namespace

void describe_sectors(Fields& fields, std::vector<Sector>& sectors) {
  fields.entries(
      "sectors",
      [&](Fields& f, const std::string& key) {
        Sector& sector = sectors.emplace_back();
        sector.name = sector.title = key;
        describe_sector(f, sector);
      },
      meaning_only("sectors of the economy by name"));
  fields.expect(sectors.size() <= kMostSectors,
                fmt::format("{} sectors; the most is {}", sectors.size(), kMostSectors), "sectors");
  const double sum =
      std::accumulate(sectors.begin(), sectors.end(), 0.0,
                      [](double total, const Sector& s) { return total + s.vacancy_share; });
  fields.expect(sum == 0 || std::abs(sum - 1) <= 1e-6,
                fmt::format("vacancy_share sums to {:.6g}, not 1", sum), "sectors");
}

void describe_pools(Fields& fields, std::vector<Pool>& pools,
                    const std::vector<std::string>& sector_names,
                    const std::vector<std::string>& trade_names) {
  fields.entries(
      "pools",
      [&](Fields& f, const std::string& key) {
        Pool& pool = pools.emplace_back();
        pool.name = pool.title = key;
        describe_pool(f, pool, sector_names, trade_names);
        if (!pool.from_resident_students) return;
        const auto first = std::find_if(pools.begin(), pools.end(),
                                        [](const Pool& p) { return p.from_resident_students; });
        f.expect(&*first == &pool,
                 fmt::format("pool '{}' takes the resident students already (one pool does; set "
                             "this to false)",
                             first->name),
                 "from_resident_students");
      },
      meaning_only("origin pools of candidates by name"));
  fields.expect(pools.size() <= kMostPools,
                fmt::format("{} pools; the most is {}", pools.size(), kMostPools), "pools");
}

void describe_standing(Fields& fields, Rules& rules) {
  const auto scheme_names = names_of(rules.schemes), pool_names = names_of(rules.pools);
  double holders = 0;
  fields.items(
      "standing",
      [&](Fields& f, std::size_t) {
        StandingStock& stock = rules.standing.emplace_back();
        int scheme = -1, pool = -1;
        f.choice("scheme", scheme, scheme_names,
                 required(meaning_only("scheme under which they stay")));
        f.choice("pool", pool, pool_names,
                 required(meaning_only("pool whose people they resemble")));
        if (scheme >= 0 && scheme < static_cast<int>(scheme_names.size()))
          stock.scheme = scheme_names[static_cast<std::size_t>(scheme)];
        if (pool >= 0 && pool < static_cast<int>(pool_names.size()))
          stock.pool = pool_names[static_cast<std::size_t>(pool)];
        f.number("holders", stock.holders,
                 required(persons("principals on the eve of the first month")));
        holders += stock.holders;
        f.number("months_since_arrival_max", stock.months_since_arrival_max,
                 months("longest time since arrival"));
        f.number("half_life_months", stock.half_life_months,
                 months("arrivals t months ago weigh 2^(-t / half-life)"));
      },
      read_once(meaning_only("holders of stays already in the city when the run starts")));
  fields.expect(holders <= kMostPersons,
                fmt::format("{:.0f} holders; the most is {:.0f}", holders, kMostPersons),
                "standing");
}

}  // namespace talentsim::scenario
