// SPDX-License-Identifier: MIT
#include "phases/employers.h"

#include <algorithm>
#include <functional>

#include "phases/job_search.h"
#include "support/parallel.h"

namespace talentsim::phases {
namespace {

using scenario::EmployerKind;
using scenario::EmployerSize;
using stats::Measure;

constexpr std::uint64_t kSizeSalt =
    0x2F83C5A19D604EB7;  // apart from the words of bars and channels

constexpr std::size_t kEmployers = scenario::kEmployerKinds * scenario::kEmployerSizes;
using ByEmployer = std::array<std::int64_t, kEmployers>;

std::size_t place_of(Employer employer) {
  return static_cast<std::size_t>(employer.kind) * scenario::kEmployerSizes +
         static_cast<std::size_t>(employer.size);
}

Employer employer_of_open(const population::City& city, const scenario::Rules& rules,
                          std::size_t row) {
  const auto& sector = rules.sectors[city.vacancies.cell[row] / population::kSkills];
  return employer_of(city.vacancies, row, sector,
                     rules.labour.vacancy_market.large_employer_pay_tilt);
}

}  // namespace

EmployerSize employer_size(std::uint64_t post_hash, std::uint32_t pay_word, double large_share,
                           double pay_tilt) {
  const double place = random::unit(pay_word);
  const double share = large_share + pay_tilt * large_share * (1 - large_share) * (2 * place - 1);
  const auto word = static_cast<std::uint32_t>(mix(post_hash ^ kSizeSalt));
  return random::unit(word) < share ? EmployerSize::large : EmployerSize::small_medium;
}

Employer employer_of(const population::Vacancies& posts, std::size_t row,
                     const scenario::Sector& sector, double pay_tilt) {
  const auto kind = kind_of(sector.employer_shares, posts.trait_word[row] & 0xFFFF);
  return {static_cast<EmployerKind>(kind),
          employer_size(posts.hash[row], posts.pay_word[row], sector.large_employer_share[kind],
                        pay_tilt)};
}

// The axes are those of the run's first month; none when the market came later.
void count_open_by_employer(population::City& city, const scenario::Rules& rules) {
  const auto figures = city.tallies.values(Measure::vacancies_by_employer);
  if (figures.empty()) return;
  constexpr std::size_t kPosts = 8192;
  const auto posts = city.vacancies.size();
  std::vector<ByEmployer> counts(chunk_count(posts, kPosts));
  parallel_chunks(
      posts,
      [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        for (auto row = begin; row < end; ++row)
          ++counts[chunk][place_of(employer_of_open(city, rules, row))];
      },
      kPosts);
  for (const auto& count : counts)
    std::transform(count.begin(), count.end(), figures.begin(), figures.begin(), std::plus<>());
}

void count_hire_by_employer(stats::Tallies& tallies, Employer employer, std::size_t group) {
  const auto figures = tallies.values(Measure::hires_by_employer);
  if (!figures.empty()) figures[group * kEmployers + place_of(employer)] += 1;
}

}  // namespace talentsim::phases
