// SPDX-License-Identifier: MIT
#include "population/profile.h"

#include <algorithm>
#include <cmath>

namespace talentsim::population {
namespace {

using random::Stream;
using random::unit;
using scenario::Attribute;

constexpr double kNoLocalDegree = 9999;  // months

double draw_attribute(double u, const scenario::Spread& spread) {
  switch (spread.form) {
    case scenario::Spread::Form::constant:
      return spread.a;
    case scenario::Spread::Form::share:
      return u < spread.a ? 1 : 0;
    case scenario::Spread::Form::uniform:
      return spread.a + u * (spread.b - spread.a);
    case scenario::Spread::Form::log_normal:
      return std::max(spread.floor, random::two_piece_log_normal(u, spread.a, spread.b, spread.b));
  }
  return 0;
}

// A word of its own for each attribute; four share a block.
template <class Draws>
class AttributeWords {
 public:
  explicit AttributeWords(const Draws& draws) : draws_(draws) {}
  std::uint32_t operator[](std::uint32_t attribute) {
    if (const auto wanted = attribute / 4; wanted != held_) {
      block_ = draws_.block(Stream::attribute, wanted);
      held_ = wanted;
    }
    return block_[attribute % 4];
  }

 private:
  const Draws& draws_;
  std::uint32_t held_ = 0xFFFFFFFF;
  random::Block block_{};
};

double share_at(int age, const std::vector<scenario::AgeBand>& bands) {
  for (const auto& band : bands)
    if (age >= band.from && age <= band.to) return band.share;
  return 0;
}

}  // namespace

int pick(double u, const std::vector<double>& shares) {
  double below = 0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    if ((below += shares[i]) > u) return static_cast<int>(i);
  return std::max(0, static_cast<int>(shares.size()) - 1);
}

int draw_age(double u, double within, const std::vector<scenario::AgeBand>& bands) {
  double below = 0;
  for (const auto& band : bands) {
    below += band.share;
    if (below > u || &band == &bands.back())
      return band.from + static_cast<int>(within * (band.to - band.from + 1));
  }
  return 0;
}

bool meets(const std::vector<scenario::Requirement>& requirements, const Attributes& attributes) {
  return std::all_of(requirements.begin(), requirements.end(), [&](const scenario::Requirement& r) {
    const double value = attributes[static_cast<std::size_t>(r.attribute)];
    return value >= r.range.min && value <= r.range.max;
  });
}

std::int64_t draw_employer(const random::Luck& luck, const scenario::Pool& pool, Key key,
                           Month month, double scale) {
  if (pool.employers <= 0) return -1;
  const double count = std::max(1.0, std::floor(scale * pool.employers + 1e-6));
  const double u = luck.uniform(key, month, Stream::employer);
  return static_cast<std::int64_t>(count * std::pow(u, pool.employer_concentration));
}

bool eligible(const scenario::Scheme& scheme, const Attributes& attributes, int trade) {
  const auto& trades = scheme.trades;
  if (!trades.empty() && std::find(trades.begin(), trades.end(), trade) == trades.end())
    return false;
  if (scheme.bonuses.empty()) return meets(scheme.requires_, attributes);
  auto with_bonuses = attributes;
  for (const auto& bonus : scheme.bonuses)
    if (meets(bonus.requires_, attributes))
      with_bonuses[static_cast<std::size_t>(bonus.to)] += bonus.amount;
  return meets(scheme.requires_, with_bonuses);
}

namespace {

scenario::Range range_of(const scenario::Spread& spread) {
  switch (spread.form) {
    case scenario::Spread::Form::constant:
      return {spread.a, spread.a};
    case scenario::Spread::Form::share:
      return {0, spread.a > 0 ? 1.0 : 0.0};
    case scenario::Spread::Form::uniform:
      return {std::min(spread.a, spread.b), std::max(spread.a, spread.b)};
    case scenario::Spread::Form::log_normal:
      return {spread.floor, scenario::kUnbounded};
  }
  return {};
}

// What an attribute of the pool's candidates can be, as profile_by deals it.
scenario::Range range_of(const scenario::Pool& pool, Attribute attribute) {
  if (attribute == Attribute::age_years) return {};
  if (attribute == Attribute::shortage_sector && !pool.shortage_sectors.empty()) return {};
  const double unnamed = attribute == Attribute::local_degree_months ? kNoLocalDegree : 0;
  scenario::Range range{unnamed, unnamed};
  for (const auto& spread : pool.attributes)
    if (spread.attribute == attribute) range = range_of(spread);
  return range;
}

}  // namespace

bool may_be_eligible(const scenario::Scheme& scheme, const scenario::Pool& pool) {
  if (!scheme.trades.empty() && pool.trade_shares.empty()) return false;
  return std::all_of(
      scheme.requires_.begin(), scheme.requires_.end(), [&](const scenario::Requirement& r) {
        const bool raised =
            std::any_of(scheme.bonuses.begin(), scheme.bonuses.end(),
                        [&](const scenario::Bonus& b) { return b.to == r.attribute; });
        const auto range = range_of(pool, r.attribute);
        return raised || (range.max >= r.range.min && range.min <= r.range.max);
      });
}

double attribute_of(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month,
                    Attribute attribute) {
  for (const auto& spread : pool.attributes) {
    if (spread.attribute != attribute) continue;
    if (spread.form == scenario::Spread::Form::constant) return spread.a;
    const random::OwnDraws draws(luck, key, month);
    AttributeWords words(draws);
    return draw_attribute(unit(words[static_cast<std::uint32_t>(attribute)]), spread);
  }
  return 0;
}

namespace {

template <class Draws>
Profile profile_by(const Draws& draws, const scenario::Pool& pool, Month month, int sex,
                   int birth) {
  const auto person = draws.block(Stream::person, 1);
  const auto work = draws.block(Stream::person, 2);
  Profile profile;
  profile.sex = sex;
  profile.birth = birth;
  const int age = (month.index() - birth) / 12;
  profile.married = unit(person[0]) < share_at(age, pool.married);
  profile.children = profile.married ? pick(unit(person[1]), pool.children_if_married) : 0;
  profile.searches = unit(work[0]) < pool.searching_share;
  profile.field.skill = static_cast<std::uint8_t>(pick(unit(work[1]), pool.skill_shares));
  profile.field.sector = static_cast<std::uint8_t>(pick(unit(work[2]), pool.sector_shares));
  if (!pool.trade_shares.empty()) {
    profile.trade = pick(draws.uniform(Stream::trade), pool.trade_shares);
    const int sector = pool.trade_sectors[static_cast<std::size_t>(profile.trade)];
    if (sector >= 0) profile.field.sector = static_cast<std::uint8_t>(sector);
  }
  profile.attributes[static_cast<std::size_t>(Attribute::local_degree_months)] = kNoLocalDegree;
  AttributeWords words(draws);
  for (const auto& spread : pool.attributes) {
    const auto which = static_cast<std::uint32_t>(spread.attribute);
    const bool constant = spread.form == scenario::Spread::Form::constant;  // needs no draw
    profile.attributes[which] = constant ? spread.a : draw_attribute(unit(words[which]), spread);
  }
  profile.attributes[static_cast<std::size_t>(Attribute::age_years)] = age;
  if (!pool.shortage_sectors.empty())
    profile.attributes[static_cast<std::size_t>(Attribute::shortage_sector)] =
        pool.shortage_sectors[profile.field.sector];
  return profile;
}

template <class Draws>
Profile profile_by(const Draws& draws, const scenario::Pool& pool, Month month) {
  const auto person = draws.block(Stream::person, 0);
  const int sex = unit(person[0]) < pool.female_share ? 1 : 0;
  const int age = draw_age(unit(person[1]), unit(person[2]), pool.ages);
  const int birth = month.index() - age * 12 - static_cast<int>(unit(person[3]) * 12);
  return profile_by(draws, pool, month, sex, birth);
}

}  // namespace

Profile draw_profile(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month) {
  return profile_by(random::OwnDraws(luck, key, month), pool, month);
}
Profile draw_profile(const random::Luck& luck, const scenario::Pool& pool, Key key, Month month,
                     int sex, int birth) {
  return profile_by(random::OwnDraws(luck, key, month), pool, month, sex, birth);
}
Profile draw_profile(const random::SharedDraws& draws, const scenario::Pool& pool, Month month) {
  return profile_by(draws, pool, month);
}
Profile draw_profile(const random::SharedDraws& draws, const scenario::Pool& pool, Month month,
                     int sex, int birth) {
  return profile_by(draws, pool, month, sex, birth);
}

}  // namespace talentsim::population
