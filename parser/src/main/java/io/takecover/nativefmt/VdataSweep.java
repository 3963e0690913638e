package io.takecover.nativefmt;

import io.takecover.bytes.ByteView;
import io.takecover.bytes.Ledger;
import io.takecover.rule.Findings;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;

/**
 * What the ranges of vdata must be to each other (N-098, N-110, N-112, N-113): all of it only shows
 * a strange layout.
 */
final class VdataSweep implements Ledger.Sweep {
  /** Kinds of owners of a range. */
  static final int PAYLOAD = 1;

  static final int DIRECTORY = 2;
  static final int DIGEST = 4;
  static final int XATTRS = 8;

  private final ByteView vdata;
  private final Ledger ledger;
  private final Findings findings;

  VdataSweep(ByteView vdata, Ledger ledger, Findings findings) {
    this.vdata = vdata;
    this.ledger = ledger;
    this.findings = findings;
  }

  @Override
  public void claim(int claim) {
    long start = ledger.start(claim);
    if (ledger.kinds(claim) == XATTRS && start % NativeLayout.CHUNK_ALIGNMENT != 0) {
      defer(NativeRule.XATTR_CHUNK_ALIGNMENT, start, start);
    }
  }

  @Override
  public void gap(long from, long to, int nextClaim) {
    if (nextClaim < 0) {
      defer(NativeRule.VDATA_TAIL, from, to - from);
      return;
    }
    boolean pads =
        (ledger.kinds(nextClaim) & (DIRECTORY | XATTRS)) != 0
            && to % NativeLayout.CHUNK_ALIGNMENT == 0
            && to - from < NativeLayout.CHUNK_ALIGNMENT;
    long nonZero = vdata.firstNonZero(from, to);
    if (!pads) {
      defer(NativeRule.VDATA_GAP, from, to - from);
    } else if (nonZero < to) {
      defer(NativeRule.VDATA_GAP, nonZero, vdata.u8(nonZero));
    }
  }

  @Override
  public void overlap(int first, int second) {
    defer(NativeRule.VDATA_OVERLAP, ledger.start(second), ledger.start(first));
  }

  private void defer(Rule rule, long at, long found) {
    findings.defer(new Violation(rule, vdata.offset() + at, Section.VDATA.path(), found));
  }
}
