import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { colouredLines, diffLines, mostColoured, plainLines } from "./codeLines";
import { Lines } from "./Lines";
import { grammarOf } from "./languages";

/** A text with the colours of its language, which come when its grammar is there; the text is there before. */
export function Code({ text, language, label }: { text: string; language: string; label: string }) {
  const grammar = text.length <= mostColoured ? grammarOf(language) : undefined;
  const { data: parser } = useQuery({
    queryKey: ["grammar", language],
    queryFn: async () => (await grammar?.())?.parser ?? null,
    enabled: grammar !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = useMemo(() => {
    if (language === "diff" || language === "patch") return diffLines(text);
    return parser ? colouredLines(text, parser) : plainLines(text);
  }, [text, parser, language]);
  return <Lines lines={lines} label={label} />;
}
