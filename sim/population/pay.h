// SPDX-License-Identifier: MIT
// Pay counted in steps of 2 %, so that quantiles need no order of persons.
#pragma once

#include <cstdint>
#include <span>

#include "population/keys.h"
#include "random/draws.h"
#include "scenario/scenario.h"

namespace talentsim::population {

constexpr int kPayBins = 512;

// Bin of a monthly pay; bin 0 is below HKD 1,000.
std::uint16_t pay_bin(std::uint32_t pay_hkd_month);
// Of a newcomer's pay, the part that is booked in the city. Whose pay is booked elsewhere is said
// by the person's key, whatever the post.
std::uint32_t pay_booked_here(const random::Luck& luck, const scenario::Labour& labour, Key key,
                              std::uint32_t pay_hkd_month);
// Quantile q of the pay counted in `bins`: the upper edge of its bin in whole HKD; 0 when nobody is
// counted.
std::int64_t pay_quantile(std::span<const std::int64_t> bins, double q);

}  // namespace talentsim::population
