// SPDX-License-Identifier: MIT
// Who looks for work this month, and where; and what comes of it, whatever the form of the market.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "phases/month_context.h"

namespace talentsim::phases {

// A newcomer who looks for work this month, and in which cell: the own one, or another.
struct Seeker {
  std::uint32_t row;
  population::Job job;
  bool in_field;
  double efficiency;
  bool employed = false;             // looks for a better post
  std::uint32_t least_pay_word = 0;  // of posts that are better
};

// Who offers a post.
struct Employer {
  scenario::EmployerKind kind;
  scenario::EmployerSize size;
};

constexpr std::uint32_t kNoPost = std::numeric_limits<std::uint32_t>::max();

// Somebody who starts to work within the month.
struct Match {
  double when;  // in the mean field, before posts are counted out
  population::Key key;
  std::uint32_t row;
  std::uint16_t cell;
  bool newcomer, in_field, own_business;
  std::uint16_t months_without_work = 0;
  std::uint32_t pay_hkd_month = 0;
  std::uint32_t post = kNoPost;  // row of the vacancy
  std::uint32_t pay_word = 0;    // of the post, and who offers it
  Employer employer{};
  std::uint8_t channel = 0;      // by which it was found
  bool changes_job = false;      // leaves another post for it
  std::uint8_t own_account = 0;  // kind of a newcomer's business, from 1; 0: none
};

// How hard a newcomer without work searches, relative to a resident.
double search_efficiency(const MonthContext& month, std::uint32_t row);

std::vector<Seeker> newcomer_seekers(const MonthContext& month);
// Rows of newcomers who look for work and have none.
std::vector<std::uint32_t> newcomers_without_work(const MonthContext& month);
// Rows of residents who look for work: those without it on the month's eve who still do, and the
// month's new seekers.
std::vector<std::uint32_t> local_seekers(const MonthContext& month);

// Hazard that a searching newcomer sets up a business.
double newcomer_business_hazard(const MonthContext& month, std::uint32_t row);
// Businesses that residents found, relative to posts they find: at this ratio the share of
// self-employed among the employed stays.
double local_business_ratio(const MonthContext& month);

// The mean-field form of the market: posts counted by cell, hires by a hazard.
std::vector<Match> mean_field_matches(const MonthContext& month);
// The market of single vacancies.
std::vector<Match> vacancy_matches(MonthContext& month);

}  // namespace talentsim::phases
