#include "check.h"

#include "base/strbuf.h"
#include "extract/vocabulary_file.h"

#define PREFIXES                                                                                   \
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://x.org/> .\n"
#define A_CONCEPT "<http://x.org/a> a <http://www.w3.org/2004/02/skos/core#Concept> . "

/* What a file says, as the lines of concept_list_pack; warnings behind it, each with a "!". */
static struct str read_as(const char *bytes, size_t n, enum vocabulary_format format,
                          struct arena *a, struct err *e)
{
    struct concept_list list;
    STRBUF_SCOPE(out);
    if (!vocabulary_file_read(str_of(bytes, n), format, a, &list, e))
        return STR_EMPTY;
    concept_list_pack(&list, &out);
    size_t line_end = str_find_byte(strbuf_view(&out), '\n', 0);
    struct str lines = str_from_pos(strbuf_view(&out), line_end + 1);
    STRBUF_SCOPE(all);
    strbuf_add_str(&all, lines);
    for (size_t i = 0; i < list.n_warnings; i++)
        strbuf_printf(&all, "! %.*s\n", STR_FMT(list.warnings[i]));
    return str_copy(a, strbuf_view(&all));
}

static void check_read(const char *file, const char *want)
{
    struct err e = {0};
    struct arena *a = arena_new();
    struct str got = read_as(file, strlen(file), FORMAT_UNKNOWN, a, &e);
    if (e.code)
        fail_msg("%s\n%s (%s)", file, e.msg, e.detail);
    check_str(got, want);
    arena_free(a);
}

static void skos_in_turtle(void **state)
{
    (void)state;
    check_read(PREFIXES ":s a skos:ConceptScheme ; skos:prefLabel \"All\"@en .\n"
                        ":a a skos:Concept ; skos:prefLabel \"Contrastive  learning\"@en-GB, "
                        "\"对比学习\"@zh-Hans, \"對比學習\"@zh-Hant ;\n"
                        "  skos:altLabel \"CL\"@en ; skos:hiddenLabel \"contrasive\" ;\n"
                        "  skos:definition \"learns\\nfrom pairs\"@en ; skos:notation \"1.2\" ;\n"
                        "  skos:broader :b ; skos:inScheme :s ;\n"
                        "  skos:exactMatch <http://y.org/q1> .\n"
                        ":b skos:prefLabel \"Learning\" ; skos:narrower :c .\n"
                        ":c skos:prefLabel \"deep learning\"@en ; skos:related :a .\n",
               "C\tcontrastive-learning\t\thttp://x.org/a\t1.2\n"
               "P\ten\tContrastive learning\nP\tzh\t对比学习\nA\tzh\t對比學習\nA\ten\tCL\n"
               "H\ten\tcontrasive\nD\ten\tlearns from pairs\nB\t1\nX\thttp://y.org/q1\n"
               "C\tlearning\t\thttp://x.org/b\t\nP\ten\tLearning\n"
               "C\tdeep-learning\t\thttp://x.org/c\t\nP\ten\tdeep learning\nB\t1\nR\t0\n");
}

static void order_of_concepts_is_that_of_the_file(void **state)
{
    (void)state;
    check_read(PREFIXES ":b skos:broader :a . :a skos:prefLabel \"A thing\" . "
                        ":b skos:prefLabel \"B thing\" .",
               "C\ta-thing\t\thttp://x.org/a\t\nP\ten\tA thing\n"
               "C\tb-thing\t\thttp://x.org/b\t\nP\ten\tB thing\nB\t0\n");
}

static void ntriples_and_base(void **state)
{
    (void)state;
    check_read("<http://x/a> <http://www.w3.org/2004/02/skos/core#prefLabel> \"\\u5BF9\\u6BD4\" .",
               "C\t对比\t\thttp://x/a\t\nP\tzh\t对比\n");
    check_read("@base <http://z/> . <a> <http://www.w3.org/2000/01/rdf-schema#label> 'x y'@de .",
               "C\tx-y\t\thttp://z/a\t\nP\tde\tx y\n");
}

#define CSO "http://cso.kmi.open.ac.uk/schema/cso#"
#define T   "https://cso.kmi.open.ac.uk/topics/"

static void computer_science_ontology(void **state)
{
    (void)state;
    check_read(
        "\"<" T "neural_networks>\",\"<" CSO "superTopicOf>\",\"<" T "deep_learning>\"\n"
        "\"<" T "neural_network>\",\"<" CSO "preferentialEquivalent>\",\"<" T "neural_networks>\"\n"
        "\"<" T "neural_networks>\",\"<" CSO "relatedEquivalent>\",\"<" T "neural_network>\"\n"
        "\"<" T "neural_network>\",\"<http://www.w3.org/2000/01/rdf-schema#label>\","
        "\"neural network@en .\"\n"
        "\"<" T "neural_networks>\",\"<http://www.w3.org/2000/01/rdf-schema#label>\","
        "\"\"\"neural networks\"\"@en\"\n",
        "C\tneural-network\t\t" T "neural_networks\t\nP\ten\tneural networks\n"
        "A\ten\tneural network\n"
        "C\tdeep-learning\t\t" T "deep_learning\t\nP\ten\tdeep learning\nB\t0\n");
}

static void tables(void **state)
{
    (void)state;
    check_read("\xef\xbb\xbflabel,alternatives,broader,kind,definition,label_zh\r\n"
               "\"Mixup, manifold\",\"a;b\",data augmentation,Method,\"said \"\"so\"\"\nhere\",\r\n"
               "data-augmentation,,,,,数据增强\r\n",
               "C\tmixup-manifold\tmethod\t\t\nP\ten\tMixup, manifold\nA\ten\ta\nA\ten\tb\n"
               "D\ten\tsaid \"so\" here\nB\t1\n"
               "C\tdata-augmentation\t\t\t\nP\ten\tdata-augmentation\nP\tzh\t数据增强\n");
    check_read("术语\t别名\t上位概念\n伪标签\t伪标记;软标签\t半监督学习\n",
               "C\t伪标签\t\t\t\nP\tzh\t伪标签\nA\tzh\t伪标记\nA\tzh\t软标签\nb\t半监督学习\n");
    check_read("alias,concept\nCL,contrastive learning\nSimCL,Contrastive Learning\n",
               "C\tcontrastive-learning\t\t\t\nP\ten\tcontrastive learning\n"
               "A\ten\tContrastive Learning\nA\ten\tCL\nA\ten\tSimCL\n");
    check_read("id,language,label\nmix,en,mixup\nmix,zh,混合\n",
               "C\tmix\t\t\t\nP\ten\tmixup\nP\tzh\t混合\n");
    check_read("# id\tkind\ten\tzh\n# a remark\nmixup\tmethod\tmixup|input mixup\t混合增强\n",
               "C\tmixup\tmethod\t\t\nP\ten\tmixup\nP\tzh\t混合增强\nA\ten\tinput mixup\n");
}

static void rows_of_one_label_stay_apart(void **state)
{
    (void)state;
    check_read("id,label,kind\npython-a,Python,tool\npython-b,Python,term\n",
               "C\tpython-a\ttool\t\t\nP\ten\tPython\nC\tpython-b\tterm\t\t\nP\ten\tPython\n");
}

static void hostile_content_becomes_warnings(void **state)
{
    (void)state;
    check_read(PREFIXES ":a skos:prefLabel \"a thing\" ; skos:broader :b, :a, :x .\n"
                        ":b skos:prefLabel \"b thing\" ; skos:broader :a .\n"
                        ":c a skos:Concept .",
               "C\ta-thing\t\thttp://x.org/a\t\nP\ten\ta thing\nB\t1\n"
               "C\tb-thing\t\thttp://x.org/b\t\nP\ten\tb thing\n"
               "! http://x.org/c has no label and is left out\n"
               "! http://x.org/a: a link to itself is left out\n"
               "! http://x.org/a: a link to http://x.org/x, which is no concept of the file, is "
               "left out\n"
               "! b-thing: broader a-thing closes a circle and is left out\n");
    check_read("label,knd,kind\na thing,method,nonsense\n,x,\n",
               "C\ta-thing\t\t\t\nP\ten\ta thing\n"
               "! line 1: the column \"knd\" is not read; did you mean \"kind\"?\n"
               "! line 2: the kind \"nonsense\" is not known and is left out\n"
               "! line 3: a row without a label is left out\n");
    check_read(PREFIXES ":a skos:prefLabel \"a\\u0007\\u0001 \\tb\" .",
               "C\ta-b\t\thttp://x.org/a\t\nP\ten\ta b\n");
}

static void long_labels_are_left_out(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *a = arena_new();
    STRBUF_SCOPE(file);
    strbuf_add_cstr(&file, "label,alt\nshort one,");
    for (int i = 0; i < 200; i++)
        strbuf_add_cstr(&file, "长");
    struct str got = read_as(file.p, file.n, FORMAT_CSV, a, &e);
    assert_true(str_starts(got, STR("C\tshort-one\t\t\t\nP\ten\tshort one\n! line 2: a label of "
                                    "600 bytes is left out, the limit is 250: \"长")));
    arena_free(a);
}

static void bad_files_are_refused_with_the_place(void **state)
{
    (void)state;

    static const struct {
        const char *bytes;
        size_t n;
        enum vocabulary_format format;
        const char *says;
    } bad[] = {

#define BAD(bytes) bytes, sizeof(bytes) - 1
        {BAD(""), FORMAT_UNKNOWN, "empty"},
        {BAD("label\n"), FORMAT_UNKNOWN, "no concept with a label"},
        {BAD("a,b\nc,d\n"), FORMAT_UNKNOWN, "Line 1: the first row must name the columns"},
        {BAD("label\na,b\n"), FORMAT_CSV, "Line 2, column 3: the row has 2 cells"},
        {BAD("label\n\"a\n\n"), FORMAT_CSV, "Line 2, column 1: the quote that begins"},
        {BAD("label\n\"a\"b\n"), FORMAT_CSV, "Line 2, column 1: something stands"},
        {BAD("label\n\xff\n"), FORMAT_CSV, "Line 2, byte 7 of the file: not UTF-8"},
        {BAD("label\n\0\n"), FORMAT_CSV, "Line 2 holds a NUL byte"},
        {BAD("\xff\xfe"
             "a\0"),
         FORMAT_UNKNOWN, "UTF-16"},
        {BAD("<?xml version=\"1.0\"?><rdf:RDF/>"), FORMAT_UNKNOWN, "RDF/XML is not read"},
        {BAD("{\"@context\": 1}"), FORMAT_UNKNOWN, "JSON is not read"},
        {BAD("@prefix a: <http://x/> .\n\na:x b:y 'z' ."), FORMAT_UNKNOWN,
         "Line 3: the prefix \"b:\" is not declared"},
        {BAD("@prefix a: <http://x/> .\na:x a:y \"z\n\" ."), FORMAT_UNKNOWN, "Line 2, column "},
        {BAD("<a:a> <a:b> \"c\""), FORMAT_UNKNOWN, "Line 1, column "},
        {BAD("<a:a> <a:b> .\n"), FORMAT_NTRIPLES, "Line 1, column "},
        {BAD(A_CONCEPT), FORMAT_UNKNOWN, "no concept with a label"},
        {BAD("\"<a>\",\"<b>\",\"<c>\"\n\"<a>\",\"<b>\"\n"), FORMAT_CSV,
         "Line 2: a triple has three"},
#undef BAD
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct err e = {0};
        struct arena *a = arena_new();
        struct str got = read_as(bad[i].bytes, bad[i].n, bad[i].format, a, &e);
        if (got.n || !str_has(str_from(e.msg), str_from(bad[i].says)))
            fail_msg("%s\ngives \"%s\" and not \"%s\"", bad[i].bytes, e.msg, bad[i].says);
        arena_free(a);
    }
}

/* serd reads brackets by recursion: without the check this overflows the stack. */
static void deep_brackets_are_refused(void **state)
{
    (void)state;
    static const char *const openings[] = {"[ <a:b> ", "( "};
    for (size_t k = 0; k < ARRAY_LEN(openings); k++) {
        struct err e = {0};
        struct arena *a = arena_new();
        STRBUF_SCOPE(file);
        strbuf_add_cstr(&file, "# ((((\n<a:a> <a:b> ");
        for (int i = 0; i < 300000; i++)
            strbuf_add_cstr(&file, openings[k]);
        assert_int_equal(read_as(file.p, file.n, FORMAT_TURTLE, a, &e).n, 0);
        assert_string_equal(e.msg, "Line 2: brackets are nested over 64 deep.");
        arena_free(a);
    }
}

static void long_chains_and_circles_need_no_stack(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *a = arena_new();
    struct concept_list list;
    STRBUF_SCOPE(file);
    strbuf_add_cstr(&file, "id,label,broader\n");
    for (int i = 0; i < 100000; i++)
        strbuf_printf(&file, "c%d,concept %d,c%d\n", i, i, (i + 1) % 100000);
    check_ok(vocabulary_file_read(strbuf_view(&file), FORMAT_CSV, a, &list, &e), e);
    assert_int_equal(list.n, 100000);
    assert_int_equal(list.n_problems, 1);
    arena_free(a);
}

static void too_many_concepts_are_refused(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *a = arena_new();
    struct concept_list list;
    STRBUF_SCOPE(file);
    strbuf_add_cstr(&file, "label\n");
    for (int i = 0; i <= VOCABULARY_CONCEPTS_MAX; i++)
        strbuf_printf(&file, "concept %d\n", i);
    assert_false(vocabulary_file_read(strbuf_view(&file), FORMAT_CSV, a, &list, &e));
    check_err(e, ERR_TOO_LARGE);
    arena_free(a);
}

static const char rich[] =
    PREFIXES ":a skos:prefLabel \"A \\\"b\\\" c\"@en, \"甲\"@zh ; skos:altLabel "
             "\"tab\\t.\\\"\\\"\", \"x;y\"@de "
             "; skos:definition \"d, e\"@en ; skos:notation \"7\" ; <urn:paperstack:kind> "
             "\"method\" ; skos:exactMatch <http://q/1> ; skos:broader :b, "
             "<urn:paperstack:concept:contrastive-learning> .\n"
             ":b skos:prefLabel \"B\" ; skos:hiddenLabel \"#bb\" ; skos:related :a .\n"
             "<urn:paperstack:concept:own-id> skos:prefLabel \"Mine\" .\n";

/* In each format, what was written says the same as what was read. */
static void written_files_say_the_same(void **state)
{
    (void)state;

    static const enum vocabulary_format formats[] = {FORMAT_TURTLE, FORMAT_NTRIPLES, FORMAT_CSV,
                                                     FORMAT_TSV};

    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        struct err e = {0};
        struct arena *a = arena_new();
        struct concept_list list, again;
        STRBUF_SCOPE(file);
        STRBUF_SCOPE(before);
        STRBUF_SCOPE(after);
        check_ok(vocabulary_file_read(str_from(rich), FORMAT_TURTLE, a, &list, &e), e);
        vocabulary_file_write(&list, formats[i], &file);
        check_ok(vocabulary_file_read(strbuf_view(&file), formats[i], a, &again, &e), e);
        concept_list_pack(&list, &before);
        concept_list_pack(&again, &after);
        check_str(strbuf_view(&after), before.p);
        assert_int_equal(again.n_problems, 0);
        arena_free(a);
    }
}

static void packed_lists_are_checked(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena *a = arena_new();
    struct concept_list list;
    STRBUF_SCOPE(packed);
    STRBUF_SCOPE(again);
    check_ok(vocabulary_file_read(str_from(rich), FORMAT_TURTLE, a, &list, &e), e);
    concept_list_pack(&list, &packed);
    check_ok(concept_list_unpack(strbuf_view(&packed), a, &list, &e), e);
    concept_list_pack(&list, &again);
    check_str(strbuf_view(&again), packed.p);
    for (size_t n = 0; n < packed.n - 1; n += 7) {
        struct err why = {0};
        assert_false(concept_list_unpack(str_of(packed.p, n), a, &list, &why));
        check_err(why, ERR_STORAGE);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skos_in_turtle),
        cmocka_unit_test(order_of_concepts_is_that_of_the_file),
        cmocka_unit_test(ntriples_and_base),
        cmocka_unit_test(computer_science_ontology),
        cmocka_unit_test(tables),
        cmocka_unit_test(rows_of_one_label_stay_apart),
        cmocka_unit_test(hostile_content_becomes_warnings),
        cmocka_unit_test(long_labels_are_left_out),
        cmocka_unit_test(bad_files_are_refused_with_the_place),
        cmocka_unit_test(deep_brackets_are_refused),
        cmocka_unit_test(long_chains_and_circles_need_no_stack),
        cmocka_unit_test(too_many_concepts_are_refused),
        cmocka_unit_test(written_files_say_the_same),
        cmocka_unit_test(packed_lists_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
