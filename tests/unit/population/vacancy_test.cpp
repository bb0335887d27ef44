// SPDX-License-Identifier: MIT
// A post is the same whoever opens at the same time; those that are taken out leave the others as
// they were.
#include "population/vacancy.h"

#include <doctest/doctest.h>

namespace talentsim::population {
namespace {

const Month kMonth = Month::of(2024, 5);
const random::Luck kLuck{7, 1};
constexpr auto kOrigin = PostOrigin::left_before_matching;

std::vector<NewPost> new_posts(std::size_t count) {
  std::vector<NewPost> posts;
  for (std::uint32_t i = 0; i < count; ++i)
    posts.push_back({resident_key(i * 31),
                     {static_cast<std::uint8_t>(i % 7), static_cast<std::uint8_t>(i % 3)}});
  return posts;
}

Vacancies opened_one_by_one(const std::vector<NewPost>& posts) {
  Vacancies vacancies;
  vacancies.kept = true;
  for (const auto& post : posts) vacancies.open(kLuck, post.key, kMonth, kOrigin, post.job);
  return vacancies;
}

void check_same(const Vacancies& a, const Vacancies& b) {
  CHECK(a.id == b.id);
  CHECK(a.hash == b.hash);
  CHECK(a.pay_word == b.pay_word);
  CHECK(a.trait_word == b.trait_word);
  CHECK(a.cell == b.cell);
  CHECK(a.opened == b.opened);
}

}  // namespace

TEST_CASE("many posts open as they would one after another") {
  const auto posts = new_posts(5000);
  Vacancies vacancies;
  vacancies.kept = true;
  vacancies.open(kLuck, std::span(posts).first(3), kMonth, kOrigin);
  vacancies.open(kLuck, std::span(posts).subspan(3), kMonth, kOrigin);
  check_same(vacancies, opened_one_by_one(posts));
}

TEST_CASE("no post is opened where none are kept") {
  Vacancies vacancies;
  vacancies.open(kLuck, new_posts(5), kMonth, kOrigin);
  CHECK(vacancies.size() == 0);
}

TEST_CASE("posts that are taken out leave the others in their order") {
  const auto posts = new_posts(100);
  auto vacancies = opened_one_by_one(posts);
  std::vector<std::uint8_t> gone(posts.size());
  for (std::size_t i = 1; i < gone.size(); i += 3) gone[i] = 1;
  vacancies.remove(gone);
  std::vector<NewPost> left;
  for (std::size_t i = 0; i < posts.size(); ++i)
    if (i % 3 != 1) left.push_back(posts[i]);
  check_same(vacancies, opened_one_by_one(left));
}

}  // namespace talentsim::population
