// SPDX-License-Identifier: MIT
#include "checkpoint/event_journal.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "support/error.h"

namespace talentsim::checkpoint {
namespace {

constexpr std::size_t kBlockEvents = 32768;

// The fields of an event one after another, without the gaps between them in memory.
template <class Visit>
void visit_fields(const Visit& visit, auto& event) {
  auto& [person, household, month, what, scheme, sector, skill, detail, ordinal, age_years, sex] =
      event;
  visit(person);
  visit(household);
  visit(month);
  visit(what);
  visit(scheme);
  visit(detail);
  visit(ordinal);
  visit(sector);
  visit(skill);
  visit(age_years);
  visit(sex);
}

std::size_t bytes_of_event() {
  std::size_t bytes = 0;
  const stats::Event event{};
  visit_fields([&](const auto& field) { bytes += sizeof field; }, event);
  return bytes;
}

const std::size_t kEventBytes = bytes_of_event();

}  // namespace

EventJournal::EventJournal(const std::filesystem::path& path) : file_(path, O_RDWR | O_CREAT) {}

void EventJournal::append(std::span<const stats::Event> events) {
  for (const auto& event : events) {
    visit_fields(
        [&](const auto& field) {
          const auto* bytes = reinterpret_cast<const unsigned char*>(&field);
          buffer_.insert(buffer_.end(), bytes, bytes + sizeof field);
        },
        event);
    if (buffer_.size() >= kBlockEvents * kEventBytes) write_out();
  }
}

void EventJournal::write_out() {
  file_.write(buffer_.data(), buffer_.size());
  digest_.add(buffer_.data(), buffer_.size());
  bytes_ += buffer_.size();
  buffer_.clear();
}

EventJournal::Mark EventJournal::mark() {
  write_out();
  file_.sync();
  return {bytes_, digest_.sum()};
}

void EventJournal::rewind(const Mark& mark, const TakeEvents& take) {
  digest_ = Digest();
  bytes_ = 0;
  buffer_.clear();
  file_.seek(0);
  std::vector<unsigned char> block(kBlockEvents * kEventBytes);
  std::vector<stats::Event> events;
  while (bytes_ < mark.bytes) {
    const auto wanted = std::min<std::uint64_t>(block.size(), mark.bytes - bytes_);
    const auto got = file_.read(block.data(), static_cast<std::size_t>(wanted));
    if (got != wanted || got % kEventBytes != 0) break;
    digest_.add(block.data(), got);
    bytes_ += got;
    events.assign(got / kEventBytes, {});
    const auto* at = block.data();
    for (auto& event : events)
      visit_fields(
          [&](auto& field) {
            std::memcpy(&field, at, sizeof field);
            at += sizeof field;
          },
          event);
    take(events);
  }
  if (EventJournal::Mark{bytes_, digest_.sum()} != mark)
    throw UsageError(
        fmt::format("cannot go on from '{}' (it does not hold the events that the checkpoint "
                    "counts) begin the run again",
                    file_.path().string()));
  file_.cut(bytes_);
  file_.seek(bytes_);
}

}  // namespace talentsim::checkpoint
