// SPDX-License-Identifier: MIT
// Several workers make things side by side; one thread takes them in their order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "support/error.h"

namespace talentsim {

// make(i) runs on one of `workers` threads, take(i, made) on the calling thread, for i = 0, 1, ...
// in this order; at most 2 x workers things are made or waiting at a time. Of exceptions the one
// with the lowest i is rethrown, once every worker has stopped; no new i is begun after the first.
template <class Make, class Take>
class InOrder {
 public:
  using Made = std::invoke_result_t<Make&, int>;

  InOrder(int count, int workers, Make& make, Take& take)
      : count_(count),
        room_(2 * workers),
        make_(make),
        take_(take),
        made_(static_cast<std::size_t>(count)),
        failed_(static_cast<std::size_t>(count)) {
    try {
      for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
    } catch (const std::system_error& error) {
      stop();
      throw RunError(std::string("cannot start a thread (") + error.what() +
                     ") use fewer --threads");
    } catch (...) {
      stop();
      throw;
    }
  }
  ~InOrder() { stop(); }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  void take_all() {
    for (int i = 0; i < count_; ++i) take_(i, next(static_cast<std::size_t>(i)));
  }

 private:
  Made next(std::size_t i) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return made_[i] || failed_[i]; });
    if (failed_[i]) std::rethrow_exception(failed_[i]);
    Made made = std::move(*made_[i]);
    made_[i].reset();
    ++taken_;
    changed_.notify_all();
    return made;
  }

  std::optional<int> claim() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || begun_ >= count_ || begun_ < taken_ + room_; });
    if (stopped_ || begun_ >= count_) return {};
    return begun_++;
  }

  void work() {
    while (const auto claimed = claim()) {
      const auto i = static_cast<std::size_t>(*claimed);
      std::optional<Made> made;
      std::exception_ptr failure;
      try {
        made.emplace(make_(*claimed));
      } catch (...) {
        failure = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      made_[i] = std::move(made);
      failed_[i] = failure;
      stopped_ = stopped_ || failure;
      changed_.notify_all();
    }
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    for (auto& worker : workers_) worker.join();
    workers_.clear();
  }

  int count_, room_;
  Make& make_;
  Take& take_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int begun_ = 0, taken_ = 0;
  bool stopped_ = false;
  std::vector<std::optional<Made>> made_;
  std::vector<std::exception_ptr> failed_;
  std::vector<std::thread> workers_;
};

template <class Make, class Take>
void make_in_order(int count, int workers, Make make, Take take) {
  InOrder<Make, Take>(count, workers, make, take).take_all();
}

}  // namespace talentsim
