// SPDX-License-Identifier: MIT
#include "trace/tell_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trace/words.h"

namespace talentsim::trace {
namespace {

using population::ApplicationOutcome;
using population::ScoreTerms;
using population::SearchAccount;
using population::ToldApplication;

constexpr std::size_t kToldOneByOne = 3;  // applications of a month

std::string channel_name(const scenario::Rules& rules, std::uint8_t channel) {
  const auto& channels = rules.labour.vacancy_market.channels;
  if (channels.empty()) return "the only channel";
  return channels[channel].title.empty() ? spaced(channels[channel].name) : channels[channel].title;
}

std::string looked_at(const scenario::Rules& rules, const SearchAccount& search) {
  std::vector<std::string> parts;
  for (const auto& channel : search.channels)
    parts.push_back(fmt::format(
        "{}: {}, {}", channel_name(rules, channel.channel),
        counted(channel.places, "place", "places"),
        channel.posts == 0 ? "no post seen" : counted(channel.posts, "post", "posts") + " seen"));
  if (parts.empty()) return "Used none of the channels that work this month.";
  return fmt::format("Looked on {}.", joined(parts, "; "));
}

// " Not applied for: 2 posts that ask for Cantonese, 1 post closed to ...."
std::string passed_by(const SearchAccount& search) {
  struct Words {
    const char *one, *many;
  };
  static constexpr std::array<Words, population::kNotAppliedFor> kWords = {
      {{"post that asks for Cantonese", "posts that ask for Cantonese"},
       {"post closed to those with a limit of stay", "posts closed to those with a limit of stay"},
       {"post that asks for a profession not recognised or not held",
        "posts that ask for a profession not recognised or not held"},
       {"post that pays less than is sought beside the present one",
        "posts that pay less than is sought beside the present one"}}};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (const int posts = search.not_applied_for[i]; posts > 0)
      parts.push_back(counted(posts, kWords[i].one, kWords[i].many));
  return parts.empty() ? "" : fmt::format(" Not applied for: {}.", joined(parts));
}

// Terms of nil are left out.
std::string terms_text(float score, const ScoreTerms& terms) {
  const std::array<std::pair<const char*, float>, 6> named = {
      {{"skill", terms.skill},
       {"experience", terms.experience},
       {"language", terms.language},
       {"pay demanded", terms.reservation},
       {"luck of the pair", terms.noise},
       {"preference for locals", terms.preference}}};
  std::vector<std::string> parts;
  for (const auto& [name, value] : named)
    if (value != 0) parts.push_back(fmt::format("{} {:+.2f}", name, value));
  return fmt::format("{:.2f}{}", score, parts.empty() ? "" : " (" + joined(parts) + ")");
}

std::string post_text(const scenario::Rules& rules, const ToldApplication& a) {
  static constexpr std::array<const char*, scenario::kWorkingLanguages> kLanguages = {
      "Cantonese", "Mandarin", "English"};
  return fmt::format("{}, {}, pay above {:.0f} % of such posts, through {}",
                     employer_text(a.employer, a.size),
                     kLanguages[static_cast<std::size_t>(a.language)], 100 * (a.pay_word * 0x1p-32),
                     channel_name(rules, a.channel));
}

std::string outcome_text(const scenario::Rules& rules, const ToldApplication& a) {
  switch (a.outcome) {
    case ApplicationOutcome::hired:
      return "hired";
    case ApplicationOutcome::offer_refused:
      return "offered, refused for a better post";
    case ApplicationOutcome::below_least:
      return fmt::format("below the least score asked, {:.2f}",
                         rules.labour.vacancy_market.least_score);
    case ApplicationOutcome::outranked:
      break;
  }
  return "lost to one of " + terms_text(*a.score_of_hired, a.terms_of_hired);
}

std::string application_text(const scenario::Rules& rules, const ToldApplication& a) {
  return fmt::format("{}: place {} of {} by a score of {}; {}.", capitalised(post_text(rules, a)),
                     a.place, a.applicants, terms_text(a.score, a.terms), outcome_text(rules, a));
}

// " Of the 4 others: 3 lost to a better score, 1 offered and refused."
std::string others_text(const std::vector<ToldApplication>& applications) {
  if (applications.size() <= kToldOneByOne) return "";
  std::array<int, population::kApplicationOutcomes> counts{};
  for (auto i = kToldOneByOne; i < applications.size(); ++i)
    ++counts[static_cast<std::size_t>(applications[i].outcome)];
  static constexpr std::array<const char*, population::kApplicationOutcomes> kWords = {
      "hired", "offered and refused", "lost to a better score", "below the least score"};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) parts.push_back(fmt::format("{} {}", counts[i], kWords[i]));
  return fmt::format(" Of the {} others: {}.", applications.size() - kToldOneByOne, joined(parts));
}

}  // namespace

std::string employer_text(scenario::EmployerKind kind, scenario::EmployerSize size) {
  static constexpr std::array<const char*, scenario::kEmployerKinds> kKinds = {
      "local", "Mainland-background", "international"};
  static constexpr std::array<const char*, scenario::kEmployerSizes> kSizes = {"small or medium",
                                                                               "large"};
  return fmt::format("{} {} employer", kSizes[static_cast<std::size_t>(size)],
                     kKinds[static_cast<std::size_t>(kind)]);
}

std::string hiring_employer(const SearchAccount& search) {
  const auto& applications = search.applications;  // the one hired for comes first
  if (applications.empty() || applications.front().outcome != ApplicationOutcome::hired) return "";
  return employer_text(applications.front().employer, applications.front().size);
}

Telling tell_search(const scenario::Rules& rules, const SearchAccount& search) {
  Telling t;
  t.text =
      fmt::format("Sought {}, {} with {} seeking. {}", work_in(rules, population::pack(search.job)),
                  counted(static_cast<int>(search.open_posts), "post open", "posts open"),
                  search.seekers, looked_at(rules, search)) +
      passed_by(search);
  const auto& applications = search.applications;
  if (applications.empty()) {
    t.text += " Applied for none.";
  } else {
    t.text += fmt::format(" Applied for {}.",
                          counted(static_cast<int>(applications.size()), "post", "posts"));
    for (std::size_t i = 0; i < std::min(applications.size(), kToldOneByOne); ++i)
      t.text += " " + application_text(rules, applications[i]);
    t.text += others_text(applications);
  }
  t.rests_on = {"labour"};
  return t;
}

}  // namespace talentsim::trace
