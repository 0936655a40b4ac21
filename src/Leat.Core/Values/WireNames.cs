using System.Runtime.CompilerServices;

namespace Leat.Core;

/// <summary>The names of an enum on the wire.</summary>
/// <param name="names">By number, from the smallest; numbers are consecutive.</param>
/// <typeparam name="T">Based on <see cref="int"/>.</typeparam>
internal sealed class WireNames<T>(params string[] names)
    where T : struct, Enum
{
    private static readonly int First = NumberOf(Enum.GetValues<T>()[0]);

    /// <summary>The names, by number.</summary>
    public IReadOnlyList<string> All => names;

    public string this[T value] => names[NumberOf(value) - First];

    /// <summary>Finds the value with a name, matched case-sensitively; false if there is none.</summary>
    public bool TryParse(string? name, out T value)
    {
        var index = Array.IndexOf(names, name);
        var number = index + First;
        value = index < 0 ? default : Unsafe.As<int, T>(ref number);
        return index >= 0;
    }

    private static int NumberOf(T value) => Unsafe.As<T, int>(ref value);
}
