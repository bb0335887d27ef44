// SPDX-License-Identifier: MIT
// A month's search for work of one person in the market of single vacancies, for whoever tells it:
// where the person looked, what stood there, and what came of each application.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "population/residents.h"
#include "scenario/labour_market.h"

namespace talentsim::population {

// What adds up to the score of an application.
struct ScoreTerms {
  float skill = 0, experience = 0, language = 0, reservation = 0, noise = 0, preference = 0;
  float sum() const { return skill + experience + language + reservation + noise + preference; }
};

enum class ApplicationOutcome : std::uint8_t {
  hired,
  offer_refused,  // for a better one
  outranked,      // by the one hired
  below_least     // the least score at which anybody is hired
};
constexpr int kApplicationOutcomes = 4;

// Why nobody applies for a post that stands where one looks. A post with several reasons counts
// under the first.
enum class NotAppliedFor : std::uint8_t {
  asks_for_cantonese,
  closed_to_limited_stay,
  asks_for_profession,  // which the person may not practise
  pays_too_little       // for who has work and looks for more pay
};
constexpr int kNotAppliedFor = 4;

// One post applied for, by the channel that counts the person highest.
struct ToldApplication {
  std::uint64_t post = 0;  // id
  scenario::EmployerKind employer{};
  scenario::EmployerSize size{};
  scenario::WorkingLanguage language{};
  std::uint32_t pay_word = 0;  // the post's place in the pay of its cell
  std::uint8_t channel = 0;
  std::uint32_t applicants = 0, place = 0;  // persons who applied; place among them, from 1
  float score = 0;
  ScoreTerms terms;
  ApplicationOutcome outcome{};
  std::optional<float> score_of_hired;  // somebody else
  ScoreTerms terms_of_hired;
};

// What was looked at on one channel.
struct ToldChannel {
  std::uint8_t channel = 0;  // among those of the scenario
  int places = 0, posts = 0;
};

struct SearchAccount {
  Key person = 0;
  Job job;                                    // looked for
  std::uint32_t open_posts = 0, seekers = 0;  // of the cell, the person among them
  std::uint8_t speaks = 0;                    // bit: WorkingLanguage
  float reservation = 0;                      // pay demanded, as a rank in the pay of the cell
  std::vector<ToldChannel> channels;          // those used and open
  std::array<int, kNotAppliedFor> not_applied_for{};  // posts seen, by reason
  std::vector<ToldApplication> applications;          // the one hired for, then by score
};

}  // namespace talentsim::population
