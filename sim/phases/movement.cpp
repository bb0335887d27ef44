// SPDX-License-Identifier: MIT
#include "phases/movement.h"

#include <algorithm>
#include <span>

#include "phases/batch.h"
#include "phases/gather.h"
#include "phases/moving_in.h"
#include "phases/residents_leave.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::ResidentKind;
using random::Stream;
using stats::Happening;
using stats::Measure;

constexpr double kMonths = 12;

// Households that leave this month. Households of the start are numbered densely; four share one
// block.
std::vector<std::uint32_t> leaving_households(const MonthContext& month, double chance) {
  static_assert(kBatch == 4 * random::kBlocksAtOnce);
  const auto& city = month.city;
  const auto bound = static_cast<std::uint32_t>(std::min(chance * 0x1p32, 0x1p32 - 1));
  const std::size_t initial = city.households.initial;
  auto leaving = gather<std::uint32_t>(
      (initial + kBatch - 1) / kBatch,
      [&](auto& list, std::size_t begin, std::size_t end) {
        Batch<std::uint32_t> words;
        for (std::size_t batch = begin; batch < end; ++batch) {
          random::consecutive_blocks(city.luck,
                                     static_cast<std::uint32_t>(batch * random::kBlocksAtOnce),
                                     city.now, Stream::household_leaving, words);
          const auto rows = rows_that([&](std::size_t i) { return words[i] < bound; },
                                      std::min(kBatch, initial - batch * kBatch));
          for_bits(rows, [&](std::size_t i) {
            list.push_back(static_cast<std::uint32_t>(batch * kBatch + i));
          });
        }
      },
      1024);
  const auto founded = gather<std::uint32_t>(
      city.founders.size(), [&](auto& list, std::size_t begin, std::size_t end) {
        random::for_blocks(
            city.luck, city.now, Stream::household_leaving, 0, end - begin,
            [&](std::size_t i) { return city.residents.key(city.founders[begin + i]); },
            [&](std::size_t i, const random::Block& words) {
              if (words[1] < bound)
                list.push_back(city.residents.household[city.founders[begin + i]]);
            });
      });
  leaving.insert(leaving.end(), founded.begin(), founded.end());
  return leaving;
}

// Nobody of such a household stays behind who would need a guardian.
void households_leave(MonthContext& month) {
  auto& city = month.city;
  const auto& r = city.residents;
  city.founders = rows_where(city.founders, [&](std::uint32_t row) { return r.present(row); });
  const double hazard = month.rules.movement.household_leaving_year.at(city.now) / kMonths;
  const auto households = leaving_households(month, random::chance(hazard));
  const auto members = gather<std::uint32_t>(
      households.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        city.households.for_members_of(std::span(households).subspan(begin, end - begin), r,
                                       [&](std::size_t, std::uint32_t row) {
                                         if (r.present(row)) list.push_back(row);
                                       });
      },
      256);
  city.tallies.at(Measure::movement_out) += static_cast<std::int64_t>(members.size());
  take_out(city, members, Happening::moved_out);
}

// Helpers whose contracts end without another one.
void helpers_leave(MonthContext& month) {
  auto& city = month.city;
  const auto leaving = gather<std::uint32_t>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        for_residents(
            month, begin, end,
            [](const Screened& person) {
              return (class_state(person).kind() == ResidentKind::helper) &
                     may_strike(person, ResidentCause::helper_leaving);
            },
            [&](const Screened& person, const CauseUniforms& uniforms) {
              const double u = uniforms(ResidentCause::helper_leaving);
              if (random::moment(u, month.hazards.helper_leaving) < 1 &&
                  city.residents.present(person.row))
                list.push_back(person.row);
            });
      },
      4096);
  for (const auto row : leaving) move_out(city, row);
}

}  // namespace

void move(MonthContext& month) {
  households_leave(month);
  helpers_leave(month);
  move_in(month);
}

}  // namespace talentsim::phases
