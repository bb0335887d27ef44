// SPDX-License-Identifier: MIT
// Every member of the structs that make up a city, listed once, for whoever writes or reads a whole
// city. A struct is taken apart by all its members at a time: one that is added and not listed here
// does not compile.
#pragma once

#include "population/city.h"
#include "population/initial_city.h"

namespace talentsim::random {

template <class Visit>
void visit_columns(Visit& visit, Luck& luck) {
  auto& [seed, replicate] = luck;
  visit(seed);
  visit(replicate);
}

}  // namespace talentsim::random

namespace talentsim::population {

template <class Visit, class... Members>
void visit_all(Visit& visit, Members&... members) {
  (visit(members), ...);
}

template <class Visit>
void visit_columns(Visit& visit, Residents& r) {
  auto& [household, birth, state, job, since, pay_hkd_month, initial, index, late_key] = r;
  visit_all(visit, household, birth, state, job, since, pay_hkd_month, initial, index, late_key);
}

template <class Visit>
void visit_columns(Visit& visit, Newcomers& n) {
  auto& [key, principal, birth, since, arrival, residence_start, applied, approved, expiry,
         decision, pay_hkd_month, pay_here_hkd_month, pay_bin, earning_since, earned_hkd, sex,
         relation, place, activity, scheme, entry_scheme, pool, job, field, profession, extensions,
         own_account, births, frailty, mode, flags, family_next] = n;
  visit_all(visit, key, principal, birth, since, arrival, residence_start, applied, approved,
            expiry, decision, pay_hkd_month, pay_here_hkd_month, pay_bin, earning_since, earned_hkd,
            sex, relation, place, activity, scheme, entry_scheme, pool, job, field, profession,
            extensions, own_account, births, frailty, mode, flags, family_next);
}

template <class Visit>
void visit_columns(Visit& visit, Households& h) {
  auto& [head, next, initial] = h;
  visit_all(visit, head, next, initial);
}

template <class Visit>
void visit_columns(Visit& visit, Stocks& s) {
  auto& [by_birth, employed, unemployed, self_employed, residents, filled, filled_by_talent,
         seekers, visa_holders, permanent, matched, by_fit, own_account, pay] = s;
  visit_all(visit, by_birth, employed, unemployed, self_employed, residents, filled,
            filled_by_talent, seekers, visa_holders, permanent, matched, by_fit, own_account, pay);
}

template <class Visit>
void visit_columns(Visit& visit, Vacancies& v) {
  auto& [kept, id, hash, pay_word, trait_word, cell, opened] = v;
  visit_all(visit, kept, id, hash, pay_word, trait_word, cell, opened);
}

template <class Visit>
void visit_columns(Visit& visit, Application& a) {
  auto& [key, applied, student_row, stamp, decided, arrives, first_stay_months, scheme, pool, sex,
         sector, trade, employer, refused_by, approved, refused_for_quota] = a;
  visit_all(visit, key, applied, student_row, stamp, decided, arrives, first_stay_months, scheme,
            pool, sex, sector, trade, employer, refused_by, approved, refused_for_quota);
}

template <class Visit>
void visit_columns(Visit& visit, PaperExpiry& p) {
  auto& [scheme, applied] = p;
  visit_all(visit, scheme, applied);
}

template <class Visit>
void visit_columns(Visit& visit, CapPlace& p) {
  auto& [scheme, per, from, months, period, unit] = p;
  visit_all(visit, scheme, per, from, months, period, unit);
}

template <class Visit>
void visit_columns(Visit& visit, Loss& l) {
  auto& [arrival, since, scheme, sex, cause] = l;
  visit_all(visit, arrival, since, scheme, sex, cause);
}

template <class Visit>
void visit_columns(Visit& visit, Cohorts& c) {
  auto& [months, schemes, arrivals, made_permanent, lost] = c;
  visit_all(visit, months, schemes, arrivals, made_permanent, lost);
}

template <class Visit>
void visit_columns(Visit& visit, AgeCell& c) {
  auto& [sex, age, persons, helpers, students] = c;
  visit_all(visit, sex, age, persons, helpers, students);
}

template <class Visit>
void visit_columns(Visit& visit, InitialTables& t) {
  auto& [cells, first, sector_cdf, pay_factor, education_rank, education_width, old_age_cdf,
         finding_hazard] = t;
  visit_all(visit, cells, first, sector_cdf, pay_factor, education_rank, education_width,
            old_age_cdf, finding_hazard);
}

// Between two months. Not visited: lag_tables, made again when needed; tallies and events, emptied
// before a month begins; witness, who belongs to a trace. tables are shared: the visitor gets the
// pointer.
template <class Visit>
void visit_columns(Visit& visit, City& city) {
  [[maybe_unused]] auto& [start, now, luck, scale, residents, newcomers, households, stocks,
                          open_posts, vacancies, undecided, expected, paper_expiries, quota_used,
                          lag_tables, cohorts, renewed_pay, tallies, bound_months, record_events,
                          events, witness, pool_names, tables, students_converted, bereaved,
                          founders] = city;
  visit_all(visit, start, now, luck, scale, residents, newcomers, households, stocks, open_posts,
            vacancies, undecided, expected, paper_expiries, quota_used, cohorts, renewed_pay,
            bound_months, record_events, pool_names, tables, students_converted, bereaved,
            founders);
}

}  // namespace talentsim::population
