package io.takecover.fuzz.coverage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.FileMultiReportOutput;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.MultiReportVisitor;
import org.jacoco.report.html.HTMLFormatter;
import org.jacoco.report.xml.XMLFormatter;

/** JaCoCo's own pages of what some runs covered of the parser, and the same as XML. */
final class HtmlReport {
  private static final int TAB = 2;

  private final Map<String, byte[]> classes;
  private final Path sources;

  /**
   * @param classes of the parser
   * @param sources the folder of its packages; need not exist, and then no page shows sources
   */
  HtmlReport(Map<String, byte[]> classes, Path sources) {
    this.classes = classes;
    this.sources = sources;
  }

  /** How much of the parser a set of probes is. */
  IBundleCoverage bundle(String title, ExecutionDataStore hit) throws IOException {
    return analysed(classes, hit).getBundle(title);
  }

  static CoverageBuilder analysed(Map<String, byte[]> classes, ExecutionDataStore hit)
      throws IOException {
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(hit, builder);
    for (Map.Entry<String, byte[]> one : classes.entrySet()) {
      analyzer.analyzeClass(one.getValue(), one.getKey());
    }
    return builder;
  }

  /** Writes {@code index.html} with its pages, and {@code jacoco.xml}, into a folder. */
  void write(Path folder, String title, ProbeSpace space, BitSet hit) throws IOException {
    ExecutionDataStore store = space.store(hit);
    Files.createDirectories(folder);
    try (OutputStream xml =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve("jacoco.xml")))) {
      XMLFormatter xmlFormatter = new XMLFormatter();
      xmlFormatter.setOutputEncoding(StandardCharsets.UTF_8.name());
      IReportVisitor visitor =
          new MultiReportVisitor(
              List.of(
                  new HTMLFormatter().createVisitor(new FileMultiReportOutput(folder.toFile())),
                  xmlFormatter.createVisitor(xml)));
      visitor.visitInfo(List.of(), store.getContents());
      visitor.visitBundle(
          bundle(title, store),
          new DirectorySourceFileLocator(sources.toFile(), StandardCharsets.UTF_8.name(), TAB));
      visitor.visitEnd();
    }
  }
}
