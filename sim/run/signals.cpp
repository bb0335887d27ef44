// SPDX-License-Identifier: MIT
// Signals that ask a run to stop.
#include <atomic>
#include <csignal>

#include "run/run.h"

namespace talentsim::run {
namespace {

std::atomic<int> caught_signal = 0;  // read by every thread that lives a replicate
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void remember_signal(int signal) { caught_signal.store(signal); }

}  // namespace

bool asked_to_stop() { return caught_signal.load() != 0; }

void stop_if_asked() {
  if (const int signal = caught_signal.load()) throw Interrupted{signal};
}

void catch_signals() {
  // One that the caller set to be ignored stays so: nohup, and a shell's jobs in the background.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
    if (std::signal(signal, remember_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit then fails the write, with a reason, instead
                                  // of ending the program
  std::signal(SIGPIPE, SIG_IGN);  // and so does a reader of progress or summary who goes away
}

}  // namespace talentsim::run
