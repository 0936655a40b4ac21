using System.Globalization;

namespace Leat.Client;

/// <summary>A column of a CSV file and the narrowest type that its values fit so far.</summary>
internal sealed class CsvColumn(string name)
{
    private bool _mayBeLong = true;
    private bool _mayBeDouble = true;
    private bool _mayBeBoolean = true;
    private bool _hasValue;

    public string Name { get; } = name;

    /// <summary>Whether a field of it is empty.</summary>
    public bool HasEmpty { get; private set; }

    /// <summary>In MLflow's words.</summary>
    public string TypeName =>
        !_hasValue ? "string"
        : _mayBeLong ? "long"
        : _mayBeDouble ? "double"
        : _mayBeBoolean ? "boolean"
        : "string";

    public void Add(string value)
    {
        if (value.Length == 0)
        {
            HasEmpty = true;
            return;
        }

        _hasValue = true;
        _mayBeLong = _mayBeLong && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        _mayBeDouble = _mayBeDouble && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        _mayBeBoolean = _mayBeBoolean && bool.TryParse(value, out _);
    }
}
