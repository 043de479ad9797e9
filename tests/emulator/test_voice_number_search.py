import pytest


def search(voice, **params):
    return voice.search_available_phone_numbers(**params)["E164PhoneNumbers"]


@pytest.mark.parametrize(
    ("wanted", "prefix"),
    [
        ({"AreaCode": "206"}, "+1206"),
        ({"AreaCode": "919"}, "+1919"),  # not in the plan
        ({"AreaCode": "919", "State": "NC", "City": "Raleigh"}, "+1919"),
        ({"State": "WA"}, "+1206"),
        ({"State": "TX", "City": "Austin"}, "+1512"),
        ({"AreaCode": "206", "State": "WA", "City": "Seattle", "Country": "US"}, "+1206"),
        ({"AreaCode": "", "State": "WA"}, "+1206"),
        ({"TollFreePrefix": "844"}, "+1844"),
        ({"PhoneNumberType": "TollFree"}, "+18"),
        ({"PhoneNumberType": "TollFree", "TollFreePrefix": "888"}, "+1888"),
        ({"Country": "GB"}, "+44"),
        ({"Country": "CA"}, "+1604"),
        ({"Country": "CA", "AreaCode": "416"}, "+1416"),
        ({"Country": "PR", "AreaCode": "939"}, "+1939"),
    ],
)
def test_numbers_are_where_they_are_wanted(voice, wanted, prefix):
    found = search(voice, **wanted)
    assert len(found) == len(set(found)) == 100
    assert all(number.startswith(prefix) for number in found)


@pytest.mark.parametrize(
    "wanted",
    [
        {"AreaCode": "206", "State": "OR"},
        {"AreaCode": "206", "Country": "GB"},
        {"AreaCode": "416"},
        {"AreaCode": "919", "PhoneNumberType": "TollFree"},
        {"AreaCode": "919", "TollFreePrefix": "844"},
        {"AreaCode": "800"},
        {"AreaCode": "12"},
        {"City": "Atlantis"},
        {"Country": "US", "TollFreePrefix": "844", "PhoneNumberType": "Local"},
        {"Country": "ZZ"},
    ],
)
def test_where_there_are_none_nothing_is_found(voice, wanted):
    assert search(voice, **wanted) == []


@pytest.mark.parametrize(
    "wrong", [{"TollFreePrefix": "811"}, {"Country": "usa"}, {"PhoneNumberType": "Mobile"}]
)
def test_a_search_for_what_cannot_be_is_refused(voice, refused, wrong):
    with refused("BadRequestException", 400):
        search(voice, **wrong)


def test_a_search_without_a_wish_is_for_the_united_states(voice):
    assert all(number.startswith("+1") for number in search(voice, MaxResults=500))


def test_found_numbers_have_pages(voice, refused):
    seen, token = [], {}
    for size in (40, 40, 20):
        page = voice.search_available_phone_numbers(AreaCode="206", MaxResults=40, **token)
        assert len(page["E164PhoneNumbers"]) == size
        seen += page["E164PhoneNumbers"]
        token = {"NextToken": page["NextToken"]} if "NextToken" in page else {}
    assert not token
    assert seen == search(voice, AreaCode="206")
    other = voice.search_available_phone_numbers(AreaCode="206", MaxResults=40)["NextToken"]
    with refused("BadRequestException", 400, "NextToken"):
        search(voice, AreaCode="415", NextToken=other)


def test_what_was_ordered_is_found_no_more(voice):
    first, second = search(voice, AreaCode="206", MaxResults=2)
    voice.create_phone_number_order(ProductType="VoiceConnector", E164PhoneNumbers=[first])
    assert search(voice, AreaCode="206", MaxResults=1) == [second]


@pytest.mark.parametrize(
    ("client", "product", "some"),
    [
        ("voice", "VoiceConnector", {"US"}),
        ("voice", "SipMediaApplicationDialIn", {"US", "CA", "GB", "DE"}),
        ("legacy", "BusinessCalling", {"US"}),
    ],
)
def test_countries_depend_on_the_product(request, client, product, some):
    client = request.getfixturevalue(client)
    listed = client.list_supported_phone_number_countries(ProductType=product)["PhoneNumberCountries"]
    kinds = {each["CountryCode"]: each["SupportedPhoneNumberTypes"] for each in listed}
    assert some <= kinds.keys()
    assert (len(kinds) == 1) == (product != "SipMediaApplicationDialIn")
    assert kinds["US"] == ["Local", "TollFree"]
