// SPDX-License-Identifier: MIT
// The market of single vacancies: where posts stand, who looks where, and how applicants are
// ranked. Channels are entries of a list; the engine knows none by name.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "scenario/values.h"

namespace talentsim::scenario {

// How seekers and posts come together.
enum class Matching : std::uint8_t { mean_field, vacancies };

// What employers' demand fixes: how many posts are open, or how many there are, filled and open.
enum class Demand : std::uint8_t { vacancies, posts };

enum class EmployerKind : std::uint8_t { local, mainland_background, international };
constexpr int kEmployerKinds = 3;
// small_medium: fewer than 100 persons in manufacturing, fewer than 50 elsewhere (Trade and
// Industry Department, definition of small and medium enterprises).
enum class EmployerSize : std::uint8_t { small_medium, large };
constexpr int kEmployerSizes = 2;
// In the order of the enums, as scenarios and results write them.
const std::vector<std::string>& employer_kind_names();
const std::vector<std::string>& employer_size_names();
// What people search by: where they grew up, or that they came to join relatives.
enum class SeekerOrigin : std::uint8_t { local, mainland, overseas, relatives };
constexpr int kSeekerOrigins = 4;
// Where years elsewhere were worked.
enum class Elsewhere : std::uint8_t { mainland, overseas };
constexpr int kElsewheres = 2;
enum class WorkingLanguage : std::uint8_t { cantonese, mandarin, english };
constexpr int kWorkingLanguages = 3;

constexpr std::size_t kMostChannels = 16, kMostProfessions = 100;

// A way in which posts and seekers learn of each other.
struct Channel {
  std::string name, title;
  Month opens = Month::of(1900, 1), closes = Month::of(2200, 1);  // first month in, first month out
  std::vector<double> calendar_months;                            // 1..12; empty: all
  // Of the posts of small and medium employers of each kind; at large ones times the factor, at
  // most all.
  std::array<double, kEmployerKinds> posted_share = {1, 1, 1};
  double posted_large_factor = 1;
  std::array<double, kSeekerOrigins> used_share = {1, 1, 1, 1};  // of seekers
  std::vector<double> sector_shares;         // by sector, multiply posted_share; empty: 1
  double used_without_cantonese_factor = 1;  // multiplies it for those who speak none
  double looks_month = 4;                    // places looked at in a month
  double outside_experience_credit = 1;      // delta: of a year worked elsewhere against one here
  double cantonese_weight = 0;               // lambda: where the post works in Cantonese
  bool open(Month month) const;
  double posted(EmployerKind employer, EmployerSize size) const {
    const double share = posted_share[static_cast<std::size_t>(employer)];
    return size == EmployerSize::large ? std::min(1.0, share * posted_large_factor) : share;
  }
};

// A profession that some posts of a sector ask for. Those who learnt it elsewhere may not practise
// it before it is recognised here.
struct Profession {
  std::string name, title;
  std::uint32_t ordinal = 0;                     // of its draws, from the name
  int sector = -1;                               // place among the sectors
  std::array<double, 3> asked_share{};           // of the sector's posts, by skill level
  std::array<double, 3> held_elsewhere_share{};  // of newcomers trained for that sector and level
  std::array<double, 2> recognition_months{};    // least and most, from landing
  double cost_hkd = 0;                           // of being recognised
  double start_share = 1;                        // of those who hold it from elsewhere
};

struct VacancyMarket {
  double places_elasticity = 1;      // of places in the scenario's vacancies
  double places_per_vacancy = 10;    // of the scenario's vacancies, on each channel
  double advertisement_months = 3;   // after which an open post is advertised anew
  double channel_choice_months = 6;  // of search, after which a seeker chooses channels anew
  // How much more often posts high in the pay of their cell are at large employers; theta in
  // phases/employers.h.
  double large_employer_pay_tilt = 0;
  double skill_weight = 1, noise_weight = 1;
  double least_score = -1000;    // nobody below it is hired
  double experience_weight = 0;  // of full experience
  // Multiplies outside_experience_credit by where the years were worked and kind of employer; the
  // product is at most 1.
  std::array<std::array<double, kEmployerKinds>, kElsewheres>
      outside_experience_credit_by_employer = {{{1, 1, 1}, {1, 1, 1}}};
  double experience_from_age_years = 22, full_experience_years = 20;
  double language_weight = 0;  // of Mandarin and English where the post works in them
  // Share of seekers who speak the language, by origin.
  std::array<double, kSeekerOrigins> cantonese_share = {1, 0, 0, 0}, mandarin_share = {1, 1, 0, 1},
                                     english_share = {1, 1, 1, 1};
  double reservation_weight = 0;  // score lost per unit by which the pay demanded exceeds the offer
  double reservation_rank = 0;    // place in the cell's pay at which a new seeker's demand stands
  double reservation_half_life_months = 6;
  double reservation_expiry_months = 0;  // last months of a stay, in which the demand falls more
  double reservation_expiry_fall_month = 0;  // in rank, for each of them that has passed
  double in_field_kept_share = 1;            // of in_field_share, what a long search leaves
  double in_field_half_life_months = 6;
  double in_field_experienced_factor = 1;   // for those with full experience elsewhere
  double other_field_share = 0;             // of those who look outside their own field and level
  std::vector<double> other_field_weights;  // by sector
  double on_the_job_looks_share = 0;        // looks relative to those without work
  double on_the_job_own_field_share = 1;  // of months: own field and level; else the present field
  double on_the_job_pay_step = 0;         // least rise of pay, as a share, in the present cell
  double local_looking_share = 0;         // of residents under no scheme in a post, each month
  double local_looking_looks = 1;         // of theirs, relative to those without work
  double founding_reference_month = 0.2;  // hazard of finding a post to which foundings relate
  double posts_per_talent_at_work = 0;    // eta
  double posts_following_newcomer = 0;    // opened by each newcomer at work, after
  int posts_follow_after_months = 12;     // so many months in the same post
  std::vector<Channel> channels;          // empty: one that everybody uses
  std::vector<Profession> professions;
};

}  // namespace talentsim::scenario
