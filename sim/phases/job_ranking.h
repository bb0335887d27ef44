// SPDX-License-Identifier: MIT
// How a post ranks its applicants on a channel:
//   score = skill + experience (here + delta of the channel and employer x elsewhere)
//         + lambda of the channel x Cantonese, or language x Mandarin or English, whichever the
//         post
//           works in
//         - reservation x how far the pay demanded exceeds the offer
//         + noise of the pair of post and seeker
//         + preference of the sector for locals
#pragma once

#include <algorithm>
#include <array>

#include "phases/job_search.h"
#include "population/search_account.h"

namespace talentsim::phases {

// Nearly normal with mean 0 and standard deviation 1, from a word of 64 bits: the sum of its four
// quarters (Irwin and Hall).
inline float pair_noise(std::uint64_t word) {
  constexpr float kMean = 2 * 65535.0f, kDeviation = 37837.2f;  // 65536 / sqrt(3)
  const auto sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48);
  return (static_cast<float>(sum) - kMean) / kDeviation;
}

class Ranking {
 public:
  Ranking() = default;
  Ranking(const scenario::VacancyMarket& market, const scenario::Channel& channel)
      : noise_(static_cast<float>(market.noise_weight)),
        experience_(static_cast<float>(market.experience_weight)),
        reservation_(static_cast<float>(market.reservation_weight)),
        language_{static_cast<float>(channel.cantonese_weight),
                  static_cast<float>(market.language_weight),
                  static_cast<float>(market.language_weight)} {
    for (std::size_t where = 0; where < credit_.size(); ++where)
      for (std::size_t employer = 0; employer < credit_[where].size(); ++employer)
        credit_[where][employer] = static_cast<float>(
            std::min(1.0, channel.outside_experience_credit *
                              market.outside_experience_credit_by_employer[where][employer]));
  }

  population::ScoreTerms terms(const JobSeeker& seeker, const OpenPost& post) const {
    const auto language = static_cast<unsigned>(post.language);
    const float offered = static_cast<float>(post.pay_word) * 0x1p-32f;
    population::ScoreTerms terms;
    terms.skill = seeker.skill;
    const float credit = credit_[static_cast<std::size_t>(seeker.worked_in)]
                                [static_cast<std::size_t>(post.employer)];
    terms.experience = experience_ * (seeker.local_experience + credit * seeker.outside_experience);
    terms.language = (seeker.speaks >> language & 1) != 0 ? language_[language] : 0.0f;
    terms.reservation = -reservation_ * std::max(0.0f, seeker.reservation - offered);
    terms.preference = seeker.preference;
    terms.noise = noise_ * pair_noise(mix(post.hash ^ seeker.key * 0x9E3779B97F4A7C15u));
    return terms;
  }

  float score(const JobSeeker& seeker, const OpenPost& post) const {
    return terms(seeker, post).sum();
  }

 private:
  float noise_ = 0, experience_ = 0, reservation_ = 0;
  std::array<std::array<float, scenario::kEmployerKinds>, scenario::kElsewheres> credit_{};
  float language_[scenario::kWorkingLanguages] = {};
};

}  // namespace talentsim::phases
