using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leat.Protocol.Tests;

/// <summary>Compares entities by their full content, whatever the types of their lists.</summary>
internal static class Same
{
    private static readonly JsonSerializerOptions Options =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void ShouldBeSameAs<T>(this T actual, T expected) => Text(actual).ShouldBe(Text(expected));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
