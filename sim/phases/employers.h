// SPDX-License-Identifier: MIT
// Who offers a post, as follows from the post's identity: the kind of employer and its size. Of the
// posts of a kind L are at large employers; of those at the place u in the pay of their cell
//   L + theta L (1 - L)(2 u - 1),
// theta being the tilt, 0 to 1 (the copula of Farlie, Gumbel and Morgenstern). Pay is as it is
// without sizes, large employers' posts stand theta / 6 higher in it on average, and a share L that
// rises makes further posts large and none smaller.
#pragma once

#include <array>
#include <cstdint>

#include "phases/seekers.h"

namespace talentsim::phases {

// Entry of cumulated shares in which a half word falls.
template <std::size_t kKinds>
std::uint8_t kind_of(const std::array<double, kKinds>& shares, std::uint32_t half_word) {
  const double u = (half_word + 0.5) * 0x1p-16;
  double below = 0;
  int kind = 0;  // without a branch: how many of the sums are not above the place
  for (std::size_t i = 0; i + 1 < kKinds; ++i) kind += (below += shares[i]) > u ? 0 : 1;
  return static_cast<std::uint8_t>(kind);
}

// Of the post in a row; `sector` is that of its cell.
Employer employer_of(const population::Vacancies& posts, std::size_t row,
                     const scenario::Sector& sector, double pay_tilt);

// By a word of the post's own; `large_share` is that of its kind of employer.
scenario::EmployerSize employer_size(std::uint64_t post_hash, std::uint32_t pay_word,
                                     double large_share, double pay_tilt);

// What is counted by kind and size of employer, in the market of single vacancies: the posts that
// are open now, and somebody of the resident group who is hired.
void count_open_by_employer(population::City& city, const scenario::Rules& rules);
void count_hire_by_employer(stats::Tallies& tallies, Employer employer, std::size_t group);

}  // namespace talentsim::phases
