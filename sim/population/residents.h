// SPDX-License-Identifier: MIT
// Local residents, one row each, in narrow columns (20.5 bytes a resident with the chains of
// households).
#pragma once

#include <cstdint>
#include <vector>

#include "population/keys.h"
#include "support/month.h"

namespace talentsim::population {

// What a person does. Self-employed includes running a business.
enum class Activity : std::uint8_t {
  absent,
  student,
  inactive,
  unemployed,
  employed,
  self_employed
};
constexpr std::size_t kActivities = 6;
constexpr bool works(Activity a) { return a == Activity::employed || a == Activity::self_employed; }
enum class ResidentKind : std::uint8_t { local, helper, nonlocal_student };

constexpr int kSkills = 3;  // high (managers and professionals, associates), middle, elementary
constexpr int kMaxSectors = 31;

// A sector and a skill level: one cell of the labour market.
struct Job {
  std::uint8_t sector = 0, skill = 0;
  int cell() const { return sector * kSkills + skill; }
};
constexpr Job job_of_cell(std::size_t cell) {
  return {static_cast<std::uint8_t>(cell / kSkills), static_cast<std::uint8_t>(cell % kSkills)};
}
constexpr std::uint8_t pack(Job job) {
  return static_cast<std::uint8_t>(job.sector | job.skill << 5);
}
constexpr Job unpack_job(std::uint8_t job) {
  return {static_cast<std::uint8_t>(job & 31), static_cast<std::uint8_t>(job >> 5)};
}

constexpr std::uint8_t kNoJob = 0xFF;  // none, where packed jobs stand

// State word: bit 0 sex (1 female), bits 1..3 activity, bits 4..5 kind, bits 6..8 education,
// bits 9..12 births so far.
struct State {
  std::uint16_t bits = 0;
  int sex() const { return bits & 1; }
  Activity activity() const { return static_cast<Activity>(bits >> 1 & 7); }
  ResidentKind kind() const { return static_cast<ResidentKind>(bits >> 4 & 3); }
  int education() const { return bits >> 6 & 7; }
  int births() const { return bits >> 9 & 15; }
  int screen_class() const { return bits & 63; }  // sex, activity and kind
  void set_activity(Activity a) {
    bits = static_cast<std::uint16_t>((bits & ~(7u << 1)) | unsigned(a) << 1);
  }
  void set_kind(ResidentKind k) {
    bits = static_cast<std::uint16_t>((bits & ~(3u << 4)) | unsigned(k) << 4);
  }
  void set_education(int e) {
    bits = static_cast<std::uint16_t>((bits & ~(7u << 6)) | unsigned(e) << 6);
  }
  void count_birth() { bits = static_cast<std::uint16_t>(bits + (1u << 9)); }
  static State of(int sex, Activity a, ResidentKind k, int education) {
    State s;
    s.bits = static_cast<std::uint16_t>(sex);
    s.set_activity(a);
    s.set_kind(k);
    s.set_education(education);
    return s;
  }
};
constexpr int kScreenClasses = 64;

struct Residents {
  std::vector<std::uint32_t> household;
  std::vector<std::uint16_t> birth;  // Month::index()
  std::vector<State> state;
  std::vector<std::uint8_t> job;     // of the employed; of the unemployed, where they look
  std::vector<std::uint16_t> since;  // month in which the activity began
  std::vector<std::uint32_t> pay_hkd_month;
  std::uint32_t initial = 0;         // rows below it: residents of the start
  std::vector<std::uint32_t> index;  // of the residents of the start; empty: index equals row
  std::vector<Key> late_key;         // by row - initial: those born or moved in later

  std::size_t size() const { return state.size(); }
  bool present(std::size_t row) const { return state[row].activity() != Activity::absent; }
  // Dense index of a resident of the start, from which the key is made.
  std::uint32_t index_of(std::size_t row) const {
    return index.empty() ? static_cast<std::uint32_t>(row) : index[row];
  }
  Key key(std::size_t row) const {
    return row < initial ? resident_key(index_of(row)) : late_key[row - initial];
  }
  int age_years(std::size_t row, Month now) const { return (now.index() - birth[row]) / 12; }
  void resize(std::size_t rows);
  // Appends a row for someone born or moved in after the start; returns it.
  std::uint32_t append(Key key, std::uint32_t household_id, int birth_month, State s, Job j,
                       int since_month, std::uint32_t pay);
};

}  // namespace talentsim::population
