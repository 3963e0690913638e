package io.takecover.fuzz.triage.output;

import io.takecover.dump.Escape;
import io.takecover.fuzz.triage.Cause;
import io.takecover.fuzz.triage.Crash;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Open crashes as JUnit's XML, in which build servers count one failed test for each. */
public final class JunitXml {
  private static final String SUITE = "takecover-triage";

  private JunitXml() {}

  /** The document. */
  public static String of(CrashList list) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", SUITE);
      String count = Integer.toString(list.entries().size());
      xml.writeAttribute("tests", count);
      xml.writeAttribute("failures", count);
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      for (CrashList.Entry entry : list.entries()) {
        test(xml, entry);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text cannot be written into memory", e);
    }
    return text.toString();
  }

  private static void test(XMLStreamWriter xml, CrashList.Entry entry) throws XMLStreamException {
    Crash crash = entry.crash();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", crash.targetClass());
    xml.writeAttribute("name", crash.key());
    xml.writeAttribute("time", "0");
    xml.writeStartElement("failure");
    xml.writeAttribute("type", crash.kind().label());
    xml.writeAttribute("message", Escape.sentence(crash.title()));
    StringBuilder text = new StringBuilder();
    text.append(crash.severity()).append(", ").append(crash.impact().label());
    text.append(" (CWE-").append(crash.cwe()).append("): ").append(crash.reason()).append('\n');
    crash.knownCause().map(Cause::sentence).ifPresent(cause -> text.append(cause).append('\n'));
    xml.writeCharacters(Escape.lines(text + entry.stack()));
    xml.writeEndElement();
    xml.writeEndElement();
  }
}
