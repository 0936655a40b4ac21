using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Specification.Search;

/// <summary>Reads search scripts; the format is described in README.md beside the scripts.</summary>
public static class ScriptParser
{
    /// <summary>The steps of a script.</summary>
    /// <exception cref="FormatException">A line does not follow the format; the message names it.</exception>
    public static IReadOnlyList<ScriptStep> Parse(string text)
    {
        var steps = new List<ScriptStep>();
        SearchStep? search = null;
        var isLoading = false;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0 || line.TrimStart().StartsWith('#'))
                continue;
            var isIndented = line[0] == ' ';
            line = line.TrimStart();
            if (isIndented && isLoading)
                steps.Add(ParseLoad(number, line));
            else if (isIndented && search is not null)
                search = WithOption(search, number, line);
            else if (line == "load" && search is null)
                isLoading = true;
            else if (line.StartsWith("search ", StringComparison.Ordinal) && search is null)
                (search, isLoading) = (ParseSearch(number, line), false);
            else if (line.StartsWith("expect ", StringComparison.Ordinal) && search is not null)
            {
                steps.Add(WithExpectation(search, line["expect ".Length..].Trim()));
                search = null;
            }
            else
                throw Bad(number, line);
        }

        return search is null ? steps : throw Bad(search.Line, "a search without expect");
    }

    private static LoadStep ParseLoad(int number, string line)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] is not ("experiment" or "run" or "delete" or "restore"))
            throw Bad(number, line);
        return new LoadStep(number, words[0], words[1], words.Length == 2 ? [] : FieldParser.Parse(number, words[2]));
    }

    private static SearchStep ParseSearch(int number, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var what = colon < 0 ? line : line[..colon];
        if (what is not ("search runs" or "search experiments"))
            throw Bad(number, line);
        return new SearchStep(number) { OfRuns = what == "search runs", Filter = colon < 0 ? "" : line[(colon + 1)..].Trim() };
    }

    private static SearchStep WithOption(SearchStep step, int number, string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var value = blank < 0 ? throw Bad(number, line) : line[blank..].Trim();
        return line[..blank] switch
        {
            "order" => step with { OrderBy = [.. step.OrderBy, value] },
            "view" => step with { View = Enum.Parse<ViewType>(value) },
            "max" => step with { MaxResults = long.Parse(value, CultureInfo.InvariantCulture) },
            "in" => step with { ExperimentAliases = value.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            _ => throw Bad(number, line),
        };
    }

    private static SearchStep WithExpectation(SearchStep step, string text) =>
        text.StartsWith("error ", StringComparison.Ordinal) ? step with { Error = text["error ".Length..] }
        : text == "nothing" ? step with { Pages = [new ExpectedPage([])] }
        : step with { Pages = [.. text.Split('|').Select(ParsePage)] };

    private static ExpectedPage ParsePage(string text)
    {
        var groups = new List<IReadOnlyList<string>>();
        List<string>? open = null;
        var words = text.Replace("{", " { ", StringComparison.Ordinal).Replace("}", " } ", StringComparison.Ordinal);
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "{")
                groups.Add(open = []);
            else if (word == "}")
                open = null;
            else if (open is not null)
                open.Add(word);
            else
                groups.Add([word]);
        }

        return new ExpectedPage(groups);
    }

    internal static FormatException Bad(int number, string text) => new($"Line {number} is not in the format: {text}");
}
