// SPDX-License-Identifier: MIT
#include "ensemble/apart.h"

#include <algorithm>

namespace talentsim::ensemble {
namespace {

using stats::Event;
using stats::Happening;

constexpr int kBandYears = 5;

Traits traits_of(const Event& event) {
  return {event.sector, event.skill, event.age_years, event.sex};
}

bool starts_work(Happening what) {
  return what == Happening::hired || what == Happening::became_self_employed ||
         what == Happening::moved_in;
}

bool ends_work(Happening what) {
  return what == Happening::separated || what == Happening::left_labour_force ||
         what == Happening::left_study || what == Happening::died || what == Happening::moved_out;
}

// Whether somebody to whom this happens had work before; the event tells the post then.
bool worked_before(const Event& event) { return event.sector >= 0 && !starts_work(event.what); }
bool works_after(const Event& event) { return event.sector >= 0 && !ends_work(event.what); }

bool same(const Event& a, const Event& b) {
  return a.what == b.what && a.detail == b.detail && a.sector == b.sector && a.skill == b.skill;
}

}  // namespace

Categories::Categories(std::vector<std::string> sectors) : sectors_(sectors.size()) {
  list.push_back({"", ""});
  const auto add = [&](const char* axis, const std::vector<std::string>& names) {
    for (const auto& name : names) list.push_back({axis, name});
  };
  add("sector", sectors);
  add("skill", stats::skill_level_names());
  add("age_band", stats::age_band_names());
  add("sex", stats::sex_names());
}

std::vector<std::size_t> Categories::of(const Traits& traits) const {
  std::vector<std::size_t> places = {0};
  std::size_t first = 1;
  const auto add = [&](int value, std::size_t count) {
    if (value >= 0 && static_cast<std::size_t>(value) < count)
      places.push_back(first + static_cast<std::size_t>(value));
    first += count;
  };
  add(traits.sector, sectors_);
  add(traits.skill, stats::skill_level_names().size());
  add(traits.age_years < 0 ? -1 : std::min(traits.age_years / kBandYears, stats::kAgeBands - 1),
      stats::kAgeBands);
  add(traits.sex, stats::sex_names().size());
  return places;
}

Apart::Apart(const Categories& categories, const std::vector<run::Period>& periods)
    : categories_(categories),
      periods_(periods),
      counts_((periods.size() + 1) * kShifts * categories.list.size()) {}

void Apart::resident(std::size_t month, Events base, Events variant) {
  const std::array<Events, 2> sides = {base, variant};
  close_periods(month);
  note_hires(of_period_, month, sides);
  note_hires(of_run_, month, sides);
  note_work(month, sides);
}

void Apart::note_hires(Hires& hires, std::size_t month, const std::array<Events, 2>& sides) {
  for (std::size_t side = 0; side < sides.size(); ++side)
    for (const auto& event : sides[side]) {
      if (event.what != Happening::hired) continue;
      auto& hire = hires[event.person][side];
      if (hire.month < 0) hire = {static_cast<std::int32_t>(month), traits_of(event)};
    }
}

void Apart::note_work(std::size_t month, const std::array<Events, 2>& sides) {
  const auto& first = sides[0].empty() ? sides[1].front() : sides[0].front();
  auto at = apart_.find(first.person);
  if (at == apart_.end()) {
    if (std::equal(sides[0].begin(), sides[0].end(), sides[1].begin(), sides[1].end(), same))
      return;
    // Until now the two lives were one, so that one log tells what the other does not.
    Pair pair{{}, month};
    for (std::size_t side = 0; side < sides.size(); ++side) {
      const auto& event = sides[side].empty() ? first : sides[side].front();
      pair.sides[side] = {worked_before(event), traits_of(event)};
    }
    at = apart_.emplace(first.person, pair).first;
  }
  auto& pair = at->second;
  count_months(pair, month);
  pair.since = month;
  for (std::size_t side = 0; side < sides.size(); ++side)
    for (const auto& event : sides[side]) pair.sides[side] = {works_after(event), traits_of(event)};
  const auto& [a, b] = pair.sides;
  const bool together =
      a.works == b.works &&
      (!a.works || (a.post.sector == b.post.sector && a.post.skill == b.post.skill));
  if (together) apart_.erase(at);
}

void Apart::count_months(const Pair& pair, std::size_t until) {
  const auto& [base, variant] = pair.sides;
  if (base.works == variant.works || until <= pair.since) return;
  const auto shift = base.works ? Shift::months_lost : Shift::months_gained;
  const auto& traits = base.works ? base.post : variant.post;
  for (std::size_t p = 0; p < periods_.size(); ++p) {
    const auto begin = std::max(pair.since, periods_[p].begin),
               end = std::min(until, periods_[p].end);
    if (begin < end) add(p, shift, traits, static_cast<std::int64_t>(end - begin));
  }
  add(periods_.size(), shift, traits, static_cast<std::int64_t>(until - pair.since));
}

void Apart::count_hires(std::size_t period, Hires& hires) {
  for (const auto& [person, sides] : hires) {
    const auto& [base, variant] = sides;
    if (base.month == variant.month) continue;
    if (variant.month < 0)
      add(period, Shift::displaced, base.traits, 1);
    else if (base.month < 0)
      add(period, Shift::advanced, variant.traits, 1);
    else if (base.month < variant.month)
      add(period, Shift::later, base.traits, 1);
    else
      add(period, Shift::sooner, variant.traits, 1);
  }
  hires.clear();
}

void Apart::close_periods(std::size_t month) {
  for (; period_ < periods_.size() && periods_[period_].end <= month; ++period_)
    count_hires(period_, of_period_);
}

std::vector<std::int64_t> Apart::finish(std::size_t months) {
  close_periods(months);
  count_hires(periods_.size(), of_run_);
  for (const auto& [person, pair] : apart_) count_months(pair, months);
  apart_.clear();
  period_ = 0;
  auto counts = std::move(counts_);
  counts_.assign(counts.size(), 0);
  return counts;
}

void Apart::add(std::size_t period, Shift shift, const Traits& traits, std::int64_t count) {
  for (const auto category : categories_.of(traits))
    counts_[place(period, shift, category)] += count;
}

}  // namespace talentsim::ensemble
