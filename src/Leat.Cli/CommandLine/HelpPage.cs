using System.CommandLine;
using System.Text;

namespace Leat.Cli.CommandLine;

/// <summary>A command's help page: description, usage, subcommands, options, examples.</summary>
internal static class HelpPage
{
    private const int NamesWidth = 32;

    public static string Of(Command command, int width)
    {
        var page = new StringBuilder();
        foreach (var line in Wrap(command.Description ?? "", width))
            page.Append(line).Append('\n');
        page.Append("\nUsage: ").Append(Usage(command)).Append('\n');
        AppendSection(page, "Arguments", command.Arguments.Select(a => (a.HelpName ?? a.Name, a.Description)), width);
        AppendSection(page, "Commands", command.Subcommands.Where(c => !c.Hidden).Select(c => (CommandNames(c), c.Description)), width);
        AppendSection(page, "Options", OptionsOf(command).Select(o => (OptionNames(o), o.Description)), width);
        AppendExamples(page, command);
        return page.ToString();
    }

    /// <summary>The words that invoke a command, such as <c>leat db check</c>.</summary>
    public static string FullName(Command command) => command is RootCommand
        ? "leat"
        : $"{FullName(command.Parents.OfType<Command>().First())} {command.Name}";

    private static string Usage(Command command)
    {
        var words = new List<string> { FullName(command) };
        words.AddRange(command.Arguments.Select(argument => $"[{argument.HelpName ?? argument.Name}]"));
        words.Add(command.Subcommands.Any(c => !c.Hidden) ? "COMMAND [options]" : "[options]");
        return string.Join(' ', words);
    }

    private static string CommandNames(Command command) => string.Join(", ", command.Aliases.Prepend(command.Name));

    /// <summary>The command's own options, then the global ones.</summary>
    private static IEnumerable<Option> OptionsOf(Command command)
    {
        return command.Options.Concat(InheritedOptions(command)).Where(option => !option.Hidden);
    }

    private static IEnumerable<Option> InheritedOptions(Command command) => command.Parents.OfType<Command>().SelectMany(parent =>
        parent.Options.Where(option => option.Recursive).Concat(InheritedOptions(parent)));

    private static string OptionNames(Option option)
    {
        var shortForm = option.Aliases.FirstOrDefault(alias => alias.Length == 2);
        var names = shortForm is null ? $"    {option.Name}" : $"{shortForm}, {option.Name}";
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
            ? names
            : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private static void AppendSection(
        StringBuilder page, string title, IEnumerable<(string Names, string? Description)> rows, int width)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        page.Append('\n').Append(title).Append(":\n");
        foreach (var (names, description) in all)
            AppendRow(page, names, description ?? "", width);
    }

    private static void AppendRow(StringBuilder page, string names, string description, int width)
    {
        page.Append("  ").Append(names.PadRight(NamesWidth));
        // Long names get a line of their own.
        var onSameLine = names.Length < NamesWidth;
        foreach (var line in Wrap(description, width - NamesWidth - 2))
        {
            if (!onSameLine)
                page.Append('\n').Append(' ', NamesWidth + 2);
            page.Append(line);
            onSameLine = false;
        }
        page.Append('\n');
    }

    private static void AppendExamples(StringBuilder page, Command command)
    {
        if (command is not IExamples { Examples.Count: > 0 } shown)
            return;
        page.Append("\nExamples:\n");
        foreach (var example in shown.Examples)
            page.Append("  ").Append(example).Append('\n');
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }
}
