using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Leat.Architecture.Tests.Projects;
using Leat.Architecture.Tests.Repository;
using Microsoft.Extensions.Logging;

namespace Leat.Architecture.Tests.Conventions;

/// <summary>People filter and alert by the number of a log event: each number has one meaning, and <c>docs/log-events.md</c> lists them all.</summary>
public sealed partial class LogEventTests
{
    private const string Register = "docs/log-events.md";

    private static readonly IReadOnlyList<LoggerMessageAttribute> Events =
        [.. ProjectFile.Source
            .SelectMany(project => Assembly.Load(project.Name).GetTypes())
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId)];

    [Fact]
    public void Each_number_has_one_meaning() =>
        Events.GroupBy(message => message.EventId).Where(same => same.Skip(1).Any()).Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void The_register_lists_every_event() =>
        Rows().ShouldBe(Events.Select(RowOf), $"{Register} is not what the code logs; its rows should be:\n{string.Join('\n', Events.Select(RowOf))}\n");

    [Fact]
    public void Events_are_found() => Events.Count.ShouldBeGreaterThan(15);

    private static string RowOf(LoggerMessageAttribute message) =>
        string.Create(CultureInfo.InvariantCulture, $"| {message.EventId} | {message.Level} | {message.Message} |");

    private static IEnumerable<string> Rows() =>
        Row().Matches(RepositoryTree.Read(Register)).Select(match => match.Value.TrimEnd());

    [GeneratedRegex(@"^\| \d+ \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
