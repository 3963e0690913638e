package io.takecover.fuzz.cli;

import io.takecover.store.ObjectVerdict;

/** What a check of a store comes to, in numbers. */
final class FsckSummary {
  int images;
  int imagesRejected;
  long good;
  long notRead;
  long bad;
  long bytesRead;
  long unreferenced;
  long unreferencedBytes;

  void add(ObjectVerdict verdict) {
    bytesRead += verdict.bytesRead();
    if (!verdict.isGood()) {
      bad++;
    } else if (verdict.bytesRead() == 0) {
      notRead++;
    } else {
      good++;
    }
  }
}
