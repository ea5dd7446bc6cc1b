import { describe, expect, test } from 'vitest'
import { given, when } from '../configuration/testing/given.ts'

describe('settings that there are once', () => {
  test('are there from the start and are changed, not defined', () => {
    expect(when(given(), { changeSipSettings: { language: 'en_US' } })).toEqual({
      events: ['SipSettingsChanged general: language fr_FR > en_US'],
    })
    expect(when(given(), { changeSipSettings: { language: 'fr_FR' } })).toEqual({ events: [] })
    expect(when(given(), { defineSipSettings: {} })).toEqual({
      rejections: ['commands[0].defineSipSettings unknownCommand'],
    })
  })

  test.each([
    ['SipSettings', { defaultExpirySeconds: 30 }, 'defaultExpirySeconds order'],
    ['SipSettings', { timerT1Ms: 1000 }, 'timerBMs order'],
    ['SipSettings', { sessionExpiresSeconds: 100, sessionMinimumSeconds: 200 }, 'sessionMinimumSeconds order'],
    ['SipSettings', { codecs: [] }, 'codecs required'],
    ['VoicemailSettings', { formats: [] }, 'formats required'],
    ['VoicemailSettings', { minSeconds: 10, maxSeconds: 5 }, 'maxSeconds order'],
    ['FeatureCodes', { echoTest: '*8' }, 'echoTest taken'],
    ['FeatureCodes', { recordKeys: '*1' }, 'recordKeys taken'],
    ['FeatureCodes', { pickup: '8a' }, 'pickup featureCode'],
  ])('%s cannot be %o', (settings, change, rejection) => {
    expect(when(given(), { [`change${settings}`]: change })).toEqual({
      rejections: [`commands[0].change${settings}.${rejection}`],
    })
  })

  test('a zone of voicemail is one that exists', () => {
    const zone = { name: 'moon', timeZone: 'Moon/Tranquility', spoken: 'IMp' }
    expect(when(given(), { addVoicemailSettingsZone: zone })).toEqual({
      rejections: ['commands[0].addVoicemailSettingsZone.zones[1].timeZone zone'],
    })
    expect(when(given(), { addVoicemailSettingsZone: { ...zone, timeZone: 'Europe/Berlin' } })).toEqual({
      events: ['VoicemailSettingsZoneAdded general'],
    })
  })

  test('codes are given up and exchanged in one change', () => {
    expect(
      when(given(), { changeFeatureCodes: { forwardBusy: '*22', forwardNoAnswer: '*23', echoTest: null } }),
    ).toEqual({
      events: ['FeatureCodesChanged general: forwardBusy *23 > *22, forwardNoAnswer *22 > *23, echoTest *55 > null'],
    })
  })
})
