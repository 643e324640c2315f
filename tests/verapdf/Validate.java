// Holds PDF files against standards with the engine of veraPDF: java Validate FLAVOUR,FLAVOUR FILE...
// A line for each file and flavour: PASS or FAIL, flavour, file, assertions checked; then one for each rule that failed.
// Exit status 1 when a file fails.

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] given) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean failed = false;
        for (int i = 1; i < given.length; i++) {
            for (String name : given[0].split(",")) {
                failed |= !passes(given[i], PDFAFlavour.byFlavourId(name), name);
            }
        }
        System.exit(failed ? 1 : 0);
    }

    static boolean passes(String file, PDFAFlavour flavour, String name) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 1_000_000, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.println(verdict + " " + name + " " + file + " " + result.getTotalAssertions());
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                    counts.merge(rule + " " + found.getMessage(), 1, Integer::sum);
                }
            }
            counts.forEach((rule, count) -> System.out.println("  " + count + " x " + rule));
            return result.isCompliant();
        }
    }
}
