namespace Leat.Client.Tests.Fluent;

public sealed class ValueTextTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "None" },
        { "text", "text" },
        { true, "True" },
        { 6, "6" },
        { 0.1, "0.1" },
        { 0.1f, "0.1" },
        { 1e-9, "1E-09" },
        { 12.5m, "12.5" },
        { double.NaN, "NaN" },
        { new List<int> { 1, 2 }, "[1, 2]" },
        { new List<object?> { "a", null, 1.5 }, "[a, None, 1.5]" },
        { DayOfWeek.Monday, "Monday" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "2026-01-02T03:04:05.0000000+00:00" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_written_the_same_in_every_culture(object? value, string expected) =>
        ValueText.Of(value).ShouldBe(expected);
}
